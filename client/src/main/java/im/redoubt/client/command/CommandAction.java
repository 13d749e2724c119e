package im.redoubt.client.command;

/** How a command goes on (XEP-0050 section 3.4). It can be cancelled at every stage. */
public enum CommandAction {
    /** Back to the stage before. */
    PREVIOUS("prev"),
    /** To the next stage. */
    NEXT("next"),
    /** To its end. */
    COMPLETE("complete");

    private final String wire;

    CommandAction(String wire) {
        this.wire = wire;
    }

    String wire() {
        return wire;
    }
}

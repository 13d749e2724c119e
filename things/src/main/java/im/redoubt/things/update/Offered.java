package im.redoubt.things.update;

/** What became of a release that a device was offered. */
public sealed interface Offered {
    /**
     * It is taken in.
     *
     * @param intake where its bytes go
     */
    record TakenIn(Intake intake) implements Offered {}

    /**
     * It is not, and nothing changes.
     *
     * @param why the reason
     */
    record Refused(Refusal why) implements Offered {}
}

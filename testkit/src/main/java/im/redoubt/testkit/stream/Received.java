package im.redoubt.testkit.stream;

/** What comes from a server. */
public sealed interface Received {
    /**
     * A stream header.
     *
     * @param header the opening tag, as an element without content
     */
    record Header(Tree header) implements Received {}

    /**
     * A complete element.
     *
     * @param element the element
     */
    record Whole(Tree element) implements Received {}

    /** The end of the stream. */
    record Footer() implements Received {}

    /** The end of the connection. */
    record End() implements Received {}
}

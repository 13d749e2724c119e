package im.redoubt.server.store;

/**
 * How many stanzas of a stream will have been handled. It goes to disk in the transaction of what it is handed in with.
 *
 * @param stream the stream
 * @param handled how many, since the counting began; does not begin anew at 2<sup>32</sup>
 */
public record StreamCount(CountedStream stream, long handled) {
    /** It is on disk. */
    void committed() {
        stream.reached(handled);
    }
}

package im.redoubt.protocol.stream;

import im.redoubt.xml.ParsedElement;

/** What is made of words that anybody on the way may have put there. */
final class InClear {
    private InClear() {}

    /** Returns the failure for a stream error: its condition is told, its text is not, and it sends nobody elsewhere. */
    static ClientFailure ended(ParsedElement error) {
        return new ClientFailure.Ended(StreamError.of(StreamError.read(error).condition()));
    }
}

package im.redoubt.xml;

import java.nio.ByteBuffer;

/**
 * Reads the XMPP profile of XML from bytes, as far as they go, and goes on where it stopped. The verdict does not depend on
 * how the bytes are cut. Between two stanzas it holds the declarations of the stream header and nothing else.
 *
 * <ol>
 *   <li>{@link #stream}: {@code Opened}, then any number of {@code Complete}, then {@code Closed};
 *   <li>{@link #document}: one {@code Complete} and nothing around it but white space;
 *   <li>at any point {@code Refused}, which is final until {@link #restart}.
 * </ol>
 *
 * Not thread-safe.
 */
public final class XmlParser {
    private XmlParser() {}

    /** Returns a parser of a stream (RFC 6120 section 4). */
    public static XmlParser stream(XmlLimits limits) {
        throw new UnsupportedOperationException();
    }

    /** Returns a parser of documents, one at a time (RFC 7395 framing; content read back from the store). */
    public static XmlParser document(XmlLimits limits) {
        throw new UnsupportedOperationException();
    }

    /**
     * Reads up to the end of the next event or of the bytes. Bytes after the event stay in {@code in}.
     *
     * @param in bytes between position and limit; its position is advanced
     * @return what was found
     */
    public XmlEvent next(ByteBuffer in) {
        throw new UnsupportedOperationException();
    }

    /** Forgets everything, as a new stream begins: after STARTTLS and after SASL. */
    public void restart() {
        throw new UnsupportedOperationException();
    }

    /** Sets the limits from the next top-level element on. */
    public void limits(XmlLimits limits) {
        throw new UnsupportedOperationException();
    }

    /** Returns whether a top-level element has begun and is not complete. */
    public boolean midElement() {
        throw new UnsupportedOperationException();
    }
}

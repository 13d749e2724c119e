package im.redoubt.xml;

/**
 * What a parser takes before it refuses with {@code policy-violation}. Every value counts one top-level element (or the
 * stream header) and is at least 1.
 *
 * @param maxBytes bytes of the element as received, from its first {@code <} to its last {@code >}
 * @param maxDepth nested elements, the top-level element counting 1; at most {@link Element#MAX_DEPTH}
 * @param maxElements elements in all
 * @param maxAttributes attributes of one element, namespace declarations not counted; at most 256
 * @param maxNamespaces namespace declarations in scope at once, those of the stream header and of one tag with them, also
 *     where one hides another; at most 256
 * @param maxNameBytes bytes of one qualified name, with its prefix and colon
 * @param maxNamespaceBytes bytes of one namespace name, references resolved
 */
public record XmlLimits(
        int maxBytes,
        int maxDepth,
        int maxElements,
        int maxAttributes,
        int maxNamespaces,
        int maxNameBytes,
        int maxNamespaceBytes) {

    /** Attributes, or declarations, that may be compared with each other one by one. */
    private static final int MAX_COMPARED = 256;

    /** Before authentication: the smallest that RFC 6120 section 13.12 allows in bytes, and little structure. */
    public static final XmlLimits UNAUTHENTICATED = new XmlLimits(10_000, 8, 32, 16, 16, 256, 256);

    /** What a client takes of a server before authentication: as little, but what servers announce has many elements. */
    public static final XmlLimits ANNOUNCED = new XmlLimits(10_000, 8, 256, 16, 16, 256, 256);

    /** After authentication: 256 KiB stanzas. */
    public static final XmlLimits AUTHENTICATED = new XmlLimits(262_144, 64, 4_096, 64, 64, 256, 1_024);

    /**
     * What a client takes of its server after authentication: more than servers take of others, and what they add to it. A stanza
     * that is refused ends the stream, and comes again in the next one, until the client gives it up unread; that is two connections lost
     * to whoever gets one through the server.
     */
    public static final XmlLimits DELIVERED =
            new XmlLimits(1 << 20, Element.MAX_DEPTH, 1 << 18, MAX_COMPARED, MAX_COMPARED, 1_024, 4_096);

    /** What our own code has written, in one piece and not too deep to build a tree of. */
    static final XmlLimits STORED = new XmlLimits(
            Integer.MAX_VALUE,
            Element.MAX_DEPTH,
            Integer.MAX_VALUE,
            MAX_COMPARED,
            MAX_COMPARED,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE);

    /** Checks that every value is at least 1 and none is above what the parser and the trees are made for. */
    public XmlLimits {
        if (maxBytes < 1
                || maxDepth < 1
                || maxElements < 1
                || maxAttributes < 1
                || maxNamespaces < 1
                || maxNameBytes < 1
                || maxNamespaceBytes < 1) {
            throw new IllegalArgumentException("every limit must be at least 1");
        }
        if (maxDepth > Element.MAX_DEPTH || maxAttributes > MAX_COMPARED || maxNamespaces > MAX_COMPARED) {
            throw new IllegalArgumentException("depth up to 512, attributes and namespaces up to 256");
        }
    }
}

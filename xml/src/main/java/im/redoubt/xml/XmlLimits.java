package im.redoubt.xml;

/**
 * What a parser takes before it refuses with {@code policy-violation}. Every value counts one top-level element (or the
 * stream header) and is at least 1.
 *
 * @param maxBytes bytes of the element as received, from its first {@code <} to its last {@code >}
 * @param maxDepth nested elements, the top-level element counting 1
 * @param maxElements elements in all
 * @param maxAttributes attributes of one element, namespace declarations not counted
 * @param maxNamespaces namespace declarations in scope at once
 * @param maxNameBytes bytes of one qualified name
 * @param maxNamespaceBytes bytes of one namespace name
 */
public record XmlLimits(
        int maxBytes,
        int maxDepth,
        int maxElements,
        int maxAttributes,
        int maxNamespaces,
        int maxNameBytes,
        int maxNamespaceBytes) {

    /** Before authentication: the smallest that RFC 6120 section 13.12 allows in bytes, and little structure. */
    public static final XmlLimits UNAUTHENTICATED = new XmlLimits(10_000, 8, 32, 16, 16, 256, 256);

    /** After authentication: 256 KiB stanzas. */
    public static final XmlLimits AUTHENTICATED = new XmlLimits(262_144, 64, 4_096, 64, 64, 256, 1_024);

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
    }
}

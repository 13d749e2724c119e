package im.redoubt.server.settings;

import static im.redoubt.server.settings.LimitKeys.number;

import im.redoubt.xml.XmlLimits;
import java.util.List;

/**
 * Size and shape of one top-level element.
 *
 * @param unauthenticatedBytes bytes of one element before authentication
 * @param bytes bytes of one stanza
 * @param depth nested elements, the stanza counting 1
 * @param elements elements in all
 * @param attributes attributes of one element
 * @param namespaces namespace declarations in scope at once
 * @param nameBytes bytes of one qualified name
 * @param namespaceBytes bytes of one namespace name
 */
public record StanzaLimits(
        int unauthenticatedBytes,
        int bytes,
        int depth,
        int elements,
        int attributes,
        int namespaces,
        int nameBytes,
        int namespaceBytes) {

    static final Key<Integer> UNAUTHENTICATED_BYTES = number(
            "unauthenticated_stanza_bytes",
            10_000,
            10_000,
            "Bytes of one element before its sender is signed in. RFC 6120 allows no less than 10000.");

    static final Key<Integer> BYTES = number(
            "stanza_bytes",
            10_000,
            262_144,
            "Bytes of one stanza. RFC 6120 allows no less than 10000; clients are told (XEP-0478).");

    static final Key<Integer> DEPTH =
            number("stanza_depth", 8, 64, "Elements within each other in one stanza, the stanza itself counting 1.");

    static final Key<Integer> ELEMENTS = number("stanza_elements", 16, 4_096, "Elements of one stanza in all.");

    static final Key<Integer> ATTRIBUTES = number("stanza_attributes", 8, 64, "Attributes of one element.");

    static final Key<Integer> NAMESPACES =
            number("stanza_namespaces", 8, 64, "Namespace declarations in scope at once in one stanza.");

    static final Key<Integer> NAME_BYTES =
            number("stanza_name_bytes", 64, 256, "Bytes of one name of an element or attribute.");

    static final Key<Integer> NAMESPACE_BYTES =
            number("stanza_namespace_bytes", 128, 1_024, "Bytes of one namespace name.");

    static final List<Key<?>> KEYS =
            List.of(UNAUTHENTICATED_BYTES, BYTES, DEPTH, ELEMENTS, ATTRIBUTES, NAMESPACES, NAME_BYTES, NAMESPACE_BYTES);

    /** Returns what the parser takes from those who signed in. */
    public XmlLimits xml() {
        return new XmlLimits(bytes, depth, elements, attributes, namespaces, nameBytes, namespaceBytes);
    }

    static StanzaLimits from(SettingValues values) {
        return new StanzaLimits(
                values.get(UNAUTHENTICATED_BYTES),
                values.get(BYTES),
                values.get(DEPTH),
                values.get(ELEMENTS),
                values.get(ATTRIBUTES),
                values.get(NAMESPACES),
                values.get(NAME_BYTES),
                values.get(NAMESPACE_BYTES));
    }
}

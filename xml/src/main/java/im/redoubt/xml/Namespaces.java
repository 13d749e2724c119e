package im.redoubt.xml;

/** Takes the declarations of a start tag into scope and finds the namespace of every name in it (Namespaces in XML 1.0). */
final class Namespaces {
    private static final byte[] XML = Escapes.ascii("xml");
    private static final byte[] XMLNS = Escapes.ascii("xmlns");
    private static final byte[] XML_URI = Escapes.ascii(XmlName.XML_NAMESPACE);
    private static final byte[] XMLNS_URI = Escapes.ascii(XmlName.XMLNS_NAMESPACE);

    private final Scope scope;

    Namespaces(Scope scope) {
        this.scope = scope;
    }

    /** Resolves every name of {@code tag}. */
    void resolve(Tag tag) {
        for (int i = 0; i < tag.attributes(); i++) {
            if (tag.declares(i)) {
                declare(tag, i);
            }
        }
        byte[] bytes = tag.array();
        int found = scope.find(bytes, 0, tag.prefixEnd());
        if (found == Scope.UNDECLARED || found == Scope.XML) {
            throw Refusal.prefix("an element with a prefix that stands for no namespace of elements");
        }
        tag.resolved(found);
        refuseReserved(Bytes.equal(bytes, tag.localStart(), tag.nameEnd(), XMLNS));
        for (int i = 0; i < tag.attributes(); i++) {
            if (!tag.declares(i)) {
                attribute(tag, i);
            }
        }
    }

    private void declare(Tag tag, int i) {
        byte[] bytes = tag.array();
        int prefixStart = tag.localStart(i);
        int prefixEnd = tag.nameEnd(i);
        if (tag.prefixEnd(i) == tag.start(i)) {
            // The name is "xmlns" itself: the default namespace.
            prefixStart = prefixEnd;
        }
        int uriStart = tag.nameEnd(i);
        int uriEnd = tag.valueEnd(i);
        boolean xmlUri = Bytes.equal(bytes, uriStart, uriEnd, XML_URI);
        boolean xmlPrefix = Bytes.equal(bytes, prefixStart, prefixEnd, XML);
        if (xmlUri != xmlPrefix
                || Bytes.equal(bytes, uriStart, uriEnd, XMLNS_URI)
                || Bytes.equal(bytes, prefixStart, prefixEnd, XMLNS)) {
            throw Refusal.prefix("a declaration of what xml and xmlns stand for");
        }
        if (prefixStart < prefixEnd && uriStart == uriEnd) {
            throw Refusal.prefix("a prefix declared for no namespace");
        }
        for (int j = 0; j < i; j++) {
            if (Bytes.equal(bytes, tag.start(j), tag.nameEnd(j), bytes, tag.start(i), tag.nameEnd(i))) {
                throw Refusal.malformed("a prefix declared twice in one tag");
            }
        }
        if (!xmlPrefix) {
            scope.declare(bytes, prefixStart, prefixEnd, uriStart, uriEnd);
        }
    }

    private void attribute(Tag tag, int i) {
        byte[] bytes = tag.array();
        int start = tag.start(i);
        int prefixEnd = tag.prefixEnd(i);
        int namespace = start == prefixEnd ? Scope.NONE : scope.find(bytes, start, prefixEnd);
        if (namespace == Scope.UNDECLARED) {
            throw Refusal.prefix("an attribute with a prefix that is not declared");
        }
        int local = tag.localStart(i);
        int end = tag.nameEnd(i);
        refuseReserved(Bytes.equal(bytes, local, end, XMLNS));
        tag.resolved(i, namespace);
        for (int j = 0; j < i; j++) {
            if (!tag.declares(j)
                    && Bytes.equal(bytes, tag.localStart(j), tag.nameEnd(j), bytes, local, end)
                    && scope.same(tag.namespace(j), namespace)) {
                throw Refusal.malformed("an attribute that stands twice in one tag");
            }
        }
    }

    // A local part "xmlns" could be taken for a declaration by a reader that knows no namespaces.
    private static void refuseReserved(boolean reserved) {
        if (reserved) {
            throw Refusal.prefix("a name that looks like a declaration");
        }
    }
}

package im.redoubt.things.processor;

import java.util.List;

/**
 * One kind of value, on each side on which it shows.
 *
 * @param java in the source
 * @param wire in XML
 * @param page in the documentation
 */
record Value(Java java, Wire wire, Page page) {
    /** Where a value stands. */
    enum Place {
        /** In an attribute, if there is one of it. */
        ATTRIBUTE,
        /** In an element with text. */
        TEXT,
        /** In an element of a codec of its own. */
        NESTED
    }

    /**
     * The type of a value.
     *
     * @param type its full name, of an object
     * @param unboxed what makes of the object what the record has: a call, or nothing
     */
    record Java(String type, String unboxed) {}

    /**
     * How it is written.
     *
     * @param place where
     * @param expression the kind, or the codec, as an expression of Java
     * @param base what the schema restricts
     * @param facets by what: pairs of a name and a value
     */
    record Wire(Place place, String expression, String base, List<Facet> facets) {}

    /** One bound in the schema. */
    record Facet(String name, String value) {}

    /**
     * What is said of it.
     *
     * @param words the kind and its bounds
     * @param example such a value as it is written; nothing of what is nested
     */
    record Page(String words, String example) {}

    boolean isSecret() {
        return java.type().equals(Kit.PIN);
    }
}

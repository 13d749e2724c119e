package im.redoubt.things.processor;

import javax.lang.model.element.RecordComponentElement;

/**
 * A field.
 *
 * @param element where it stands in the source
 * @param wire how it is written; what is nested is written by the name of its record
 * @param count how many values there may be
 * @param value the kind of each
 */
record Component(RecordComponentElement element, WireName wire, Count count, Value value) {
    /** How many values of a field there may be. */
    enum Often {
        ONCE,
        PERHAPS,
        MANY
    }

    /**
     * How many values there may be.
     *
     * @param often in words
     * @param most as a number
     */
    record Count(Often often, int most) {
        static final Count ONE = new Count(Often.ONCE, 1);
        static final Count OPTIONAL = new Count(Often.PERHAPS, 1);

        static Count list(int most) {
            return new Count(Often.MANY, most);
        }
    }

    String name() {
        return element.getSimpleName().toString();
    }

    /** Returns whether it is an attribute: several values of a list are elements. */
    boolean isAttribute() {
        return value.wire().place() == Value.Place.ATTRIBUTE && count.often() != Often.MANY;
    }

    /** Returns the name of its attribute or its elements. */
    String written() {
        return value.wire().place() == Value.Place.NESTED ? value.wire().base() : wire.text();
    }

    /** Returns the name of the record that it holds, if it holds one. */
    String nestedName() {
        String type = value.java().type();
        return type.substring(type.lastIndexOf('.') + 1);
    }
}

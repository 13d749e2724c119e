package im.redoubt.client.form;

/** The kinds of fields (XEP-0004 section 3.3). */
public enum FieldKind {
    /** Yes or no. */
    BOOLEAN("boolean"),
    /** Text to read, not to change. */
    FIXED("fixed"),
    /** Nothing to show; it goes back as it came. */
    HIDDEN("hidden"),
    /** Addresses. */
    JID_MULTI("jid-multi"),
    /** An address. */
    JID_SINGLE("jid-single"),
    /** Some of the options. */
    LIST_MULTI("list-multi"),
    /** One of the options. */
    LIST_SINGLE("list-single"),
    /** Lines of text. */
    TEXT_MULTI("text-multi"),
    /** Text that is not shown. */
    TEXT_PRIVATE("text-private"),
    /** A line of text. */
    TEXT_SINGLE("text-single");

    private final String wire;

    FieldKind(String wire) {
        this.wire = wire;
    }

    /** Returns the kind of this name; any other name is {@link #TEXT_SINGLE}, as the section says. */
    static FieldKind named(String wire) {
        for (FieldKind kind : values()) {
            if (kind.wire.equals(wire)) {
                return kind;
            }
        }
        return TEXT_SINGLE;
    }

    /** Returns whether there may be more than one value. */
    boolean holdsMany() {
        return this == JID_MULTI || this == LIST_MULTI || this == TEXT_MULTI || this == HIDDEN || this == FIXED;
    }

    /** Returns whether values are chosen from options. */
    boolean isList() {
        return this == LIST_MULTI || this == LIST_SINGLE;
    }

    /** Returns whether values are addresses. */
    boolean isAddress() {
        return this == JID_MULTI || this == JID_SINGLE;
    }
}

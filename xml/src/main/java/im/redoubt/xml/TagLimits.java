package im.redoubt.xml;

/** Counts what one start tag has of everything that {@link XmlLimits} limits in tags, before it is stored. */
final class TagLimits {
    private final XmlLimits limits;
    private int attributes;
    private int declarations;
    private boolean declaring;
    private int valueBytes;

    TagLimits(XmlLimits limits) {
        this.limits = limits;
    }

    /** Begins a tag where this many declarations are in scope. */
    void start(int inScope) {
        attributes = 0;
        declarations = inScope;
    }

    /** Checks the length that a qualified name is about to have. */
    void name(int bytes) {
        if (bytes > limits.maxNameBytes()) {
            throw Refusal.policy("a name longer than the limit");
        }
    }

    /** Counts an attribute or a declaration whose value comes next. */
    void attribute(boolean declares) {
        declaring = declares;
        valueBytes = 0;
        if (declares && ++declarations > limits.maxNamespaces()) {
            throw Refusal.policy("more namespace declarations than the limit");
        }
        if (!declares && ++attributes > limits.maxAttributes()) {
            throw Refusal.policy("more attributes than the limit");
        }
    }

    /** Counts bytes that are about to be added to the value. */
    void value(int bytes) {
        if (declaring) {
            valueBytes += bytes;
            if (valueBytes > limits.maxNamespaceBytes()) {
                throw Refusal.policy("a namespace name longer than the limit");
            }
        }
    }
}

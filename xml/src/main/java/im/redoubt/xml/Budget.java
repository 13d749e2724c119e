package im.redoubt.xml;

/** What is left of the limits on bytes, elements and depth for one top-level element. */
final class Budget {
    private final XmlLimits limits;
    // The '<' that began it.
    private int received = 1;
    private int elements;

    Budget(XmlLimits limits) {
        this.limits = limits;
    }

    int received() {
        return received;
    }

    int remaining() {
        return limits.maxBytes() - received;
    }

    void receive(int bytes) {
        received += bytes;
    }

    /** Counts an element at this depth. */
    void element(int depth) {
        if (depth > limits.maxDepth()) {
            throw Refusal.policy("elements nested deeper than the limit");
        }
        if (++elements > limits.maxElements()) {
            throw Refusal.policy("more elements than the limit");
        }
    }
}

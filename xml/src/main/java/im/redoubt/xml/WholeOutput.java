package im.redoubt.xml;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Collects the canonical content of an element that is in an array: stretches of the array itself, and what is written otherwise there. */
final class WholeOutput {
    private static final int[] NO_CHILDREN = new int[0];

    private final byte[] in;
    // From here on the array has not been copied. Without a buffer nothing has.
    private int copied;
    private @Nullable XmlBuffer out;
    private int[] children = NO_CHILDREN;
    private int marks;

    WholeOutput(byte[] in) {
        this.in = in;
    }

    /** Begins the content at {@code at}. */
    void begin(int at) {
        copied = at;
    }

    /** Notes that a direct child begins or ends at this position of the array. */
    void mark(int at) {
        if (marks == children.length) {
            children = Arrays.copyOf(children, marks + marks / 4 * 2 + 8);
        }
        XmlBuffer before = out;
        children[marks++] = at - copied + (before == null ? 0 : before.size());
    }

    /** Returns where to write what stands for the bytes between two positions. */
    XmlBuffer replace(int from, int to) {
        XmlBuffer buffer = out;
        if (buffer == null) {
            buffer = new XmlBuffer(from - copied + 128);
            out = buffer;
        }
        buffer.write(in, copied, from - copied);
        copied = to;
        return buffer;
    }

    /** Makes one tag of a start tag, whose {@code >} is at {@code from}, and the end tag that follows at once. */
    void empty(int from, int to) {
        XmlBuffer buffer = replace(from, to);
        buffer.write('/');
        buffer.write('>');
    }

    /** Returns the content, which ends at {@code end}. */
    XmlContent content(String contextNamespace, int end) {
        byte[] bytes = out == null
                ? Arrays.copyOfRange(in, copied, end)
                : replace(end, end).toByteArray();
        return XmlContent.canonical(contextNamespace, bytes, Arrays.copyOf(children, marks));
    }
}

package im.redoubt.xml;

import java.util.Arrays;

/** The elements that have begun and not ended: their qualified names as received, which the end tags must repeat. */
final class OpenElements {
    private static final int STRIDE = 5;
    private static final int START = 0;
    private static final int LOCAL = 1;
    private static final int NAMESPACE = 2;
    private static final int SCOPE = 3;
    private static final int CONTENT = 4;

    private final XmlBuffer names = new XmlBuffer(64);
    private int[] numbers = new int[4 * STRIDE];
    private int depth;

    int depth() {
        return depth;
    }

    /**
     * Opens the element of a tag.
     *
     * @param scopeSize the number of declarations to go back to when it ends
     * @param content where its content begins in the canonical bytes
     */
    void push(Tag tag, int scopeSize, int content) {
        int at = depth * STRIDE;
        if (at == numbers.length) {
            numbers = Arrays.copyOf(numbers, at + (depth / 2 + 4) * STRIDE);
        }
        numbers[at + START] = names.size();
        numbers[at + LOCAL] = names.size() + tag.localStart();
        numbers[at + NAMESPACE] = tag.namespace();
        numbers[at + SCOPE] = scopeSize;
        numbers[at + CONTENT] = content;
        names.write(tag.array(), 0, tag.nameEnd());
        depth++;
    }

    /** Closes the innermost element. */
    void pop() {
        names.truncate(top(START));
        depth--;
    }

    byte[] array() {
        return names.array();
    }

    int nameStart() {
        return top(START);
    }

    int localStart() {
        return top(LOCAL);
    }

    int nameEnd() {
        return names.size();
    }

    int namespace() {
        return top(NAMESPACE);
    }

    int scopeSize() {
        return top(SCOPE);
    }

    int content() {
        return top(CONTENT);
    }

    private int top(int which) {
        return numbers[(depth - 1) * STRIDE + which];
    }
}

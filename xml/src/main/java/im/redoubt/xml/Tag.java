package im.redoubt.xml;

import java.util.Arrays;

/**
 * The start tag that is being read: its names as received and its values with references resolved, in one array of bytes,
 * with a few numbers for each attribute. Nothing is looked up before the tag is complete, since declarations may come last.
 */
final class Tag {
    /** No colon in this name. */
    static final int NO_COLON = -1;

    private static final int STRIDE = 6;
    private static final int START = 0;
    private static final int COLON = 1;
    private static final int END = 2;
    private static final int VALUE_END = 3;
    private static final int NAMESPACE = 4;
    private static final int PREFIX = 5;

    private final XmlBuffer bytes = new XmlBuffer();
    private int[] numbers = new int[8 * STRIDE];
    private int attributes;
    private int nameColon;
    private int nameEnd;
    private int namespace;

    void clear() {
        bytes.clear();
        attributes = 0;
    }

    /** Returns where all of it stands. */
    byte[] array() {
        return bytes.array();
    }

    XmlBuffer bytes() {
        return bytes;
    }

    void named(int colon) {
        nameColon = colon;
        nameEnd = bytes.size();
    }

    /** Returns the end of the element's qualified name, which begins at 0. */
    int nameEnd() {
        return nameEnd;
    }

    /** Returns the end of the element's prefix, 0 if it has none. */
    int prefixEnd() {
        return Math.max(nameColon, 0);
    }

    int localStart() {
        return nameColon + 1;
    }

    /** Returns the namespace of the element as {@link Scope} numbers it. */
    int namespace() {
        return namespace;
    }

    void resolved(int number) {
        namespace = number;
    }

    void attributeNamed(int start, int colon) {
        int at = attributes * STRIDE;
        if (at == numbers.length) {
            numbers = Arrays.copyOf(numbers, at + (attributes / 2 + 8) * STRIDE);
        }
        attributes++;
        numbers[at + START] = start;
        numbers[at + COLON] = colon;
        numbers[at + END] = bytes.size();
        numbers[at + NAMESPACE] = Scope.NONE;
    }

    void attributeValued() {
        numbers[(attributes - 1) * STRIDE + VALUE_END] = bytes.size();
    }

    /** Returns the number of attributes with the declarations among them. */
    int attributes() {
        return attributes;
    }

    int start(int i) {
        return numbers[i * STRIDE + START];
    }

    /** Returns the end of the prefix of attribute {@code i}, its start if it has none. */
    int prefixEnd(int i) {
        int colon = numbers[i * STRIDE + COLON];
        return colon == NO_COLON ? start(i) : colon;
    }

    int localStart(int i) {
        int colon = numbers[i * STRIDE + COLON];
        return colon == NO_COLON ? start(i) : colon + 1;
    }

    /** Returns the end of the name of attribute {@code i}, where its value begins. */
    int nameEnd(int i) {
        return numbers[i * STRIDE + END];
    }

    int valueEnd(int i) {
        return numbers[i * STRIDE + VALUE_END];
    }

    int namespace(int i) {
        return numbers[i * STRIDE + NAMESPACE];
    }

    void resolved(int i, int number) {
        numbers[i * STRIDE + NAMESPACE] = number;
    }

    /** Returns the number of the prefix that is generated for attribute {@code i}. */
    int generated(int i) {
        return numbers[i * STRIDE + PREFIX];
    }

    void generated(int i, int number) {
        numbers[i * STRIDE + PREFIX] = number;
    }

    /** Returns whether attribute {@code i} declares a namespace. */
    boolean declares(int i) {
        return namespace(i) == Scope.DECLARATION;
    }
}

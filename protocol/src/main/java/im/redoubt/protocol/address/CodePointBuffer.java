package im.redoubt.protocol.address;

import java.util.Arrays;

/** A list of code points that grows, for one step of preparation. */
final class CodePointBuffer {
    private int[] codePoints;
    private int size;

    CodePointBuffer(int capacity) {
        codePoints = new int[Math.max(8, capacity)];
    }

    void add(int codePoint) {
        if (size == codePoints.length) {
            codePoints = Arrays.copyOf(codePoints, 2 * size);
        }
        codePoints[size++] = codePoint;
    }

    int size() {
        return size;
    }

    int get(int index) {
        return codePoints[index];
    }

    void set(int index, int codePoint) {
        codePoints[index] = codePoint;
    }

    void insert(int index, int codePoint) {
        add(codePoint);
        System.arraycopy(codePoints, index, codePoints, index + 1, size - index - 1);
        codePoints[index] = codePoint;
    }

    void truncate(int newSize) {
        size = newSize;
    }

    int[] toArray() {
        return Arrays.copyOf(codePoints, size);
    }
}

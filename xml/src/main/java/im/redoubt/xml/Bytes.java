package im.redoubt.xml;

/** Comparisons of stretches of bytes; {@code Arrays.equals} has none on old Android. */
final class Bytes {
    private Bytes() {}

    static boolean equal(byte[] a, int aFrom, int aTo, byte[] b, int bFrom, int bTo) {
        if (aTo - aFrom != bTo - bFrom) {
            return false;
        }
        for (int i = aFrom, j = bFrom; i < aTo; i++, j++) {
            if (a[i] != b[j]) {
                return false;
            }
        }
        return true;
    }

    static boolean equal(byte[] a, int from, int to, byte[] b) {
        return equal(a, from, to, b, 0, b.length);
    }
}

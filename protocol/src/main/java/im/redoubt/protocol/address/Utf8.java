package im.redoubt.protocol.address;

/** Measures strings in UTF-8. */
final class Utf8 {
    private Utf8() {}

    /** Returns how many bytes a string without lone surrogates takes. */
    static int length(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                bytes += 1;
            } else if (c < 0x800 || Character.isSurrogate(c)) {
                // A pair of surrogates is four bytes together.
                bytes += 2;
            } else {
                bytes += 3;
            }
        }
        return bytes;
    }
}

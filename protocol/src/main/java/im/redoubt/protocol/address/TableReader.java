package im.redoubt.protocol.address;

/** Reads the numbers of a generated table: five bits in each character, least significant first, line ends ignored. */
final class TableReader {
    /** The value of each character is its place; from 32 on, more characters follow. */
    static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";

    private static final byte[] VALUES = values();

    private final String table;
    private int position;

    TableReader(String table) {
        this.table = table;
    }

    private static byte[] values() {
        byte[] values = new byte[0x80];
        for (int i = 0; i < DIGITS.length(); i++) {
            values[DIGITS.charAt(i)] = (byte) i;
        }
        return values;
    }

    boolean hasNext() {
        skipLineEnds();
        return position < table.length();
    }

    int unsigned() {
        int value = 0;
        int shift = 0;
        while (true) {
            skipLineEnds();
            int digit = VALUES[table.charAt(position++)];
            value |= (digit & 31) << shift;
            if (digit < 32) {
                return value;
            }
            shift += 5;
        }
    }

    int signed() {
        int value = unsigned();
        return (value >>> 1) ^ -(value & 1);
    }

    private void skipLineEnds() {
        while (position < table.length() && table.charAt(position) == '\n') {
            position++;
        }
    }
}

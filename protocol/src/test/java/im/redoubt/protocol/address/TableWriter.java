package im.redoubt.protocol.address;

/** Writes numbers as {@link TableReader} reads them. */
final class TableWriter {
    private final StringBuilder out = new StringBuilder();

    TableWriter unsigned(int value) {
        int rest = value;
        while (rest >= 32 || rest < 0) {
            out.append(TableReader.DIGITS.charAt(32 + (rest & 31)));
            rest >>>= 5;
        }
        out.append(TableReader.DIGITS.charAt(rest));
        return this;
    }

    TableWriter signed(int value) {
        return unsigned((value << 1) ^ (value >> 31));
    }

    @Override
    public String toString() {
        return out.toString();
    }
}

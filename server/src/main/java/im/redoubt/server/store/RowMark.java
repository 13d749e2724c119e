package im.redoubt.server.store;

/**
 * What every row with a checksum carries.
 *
 * @param format the version of the row's form
 * @param checksum the CRC32C of its columns
 */
record RowMark(int format, long checksum) {
    /** The version that is written, and the only one so far. */
    static final int FORMAT = 1;
}

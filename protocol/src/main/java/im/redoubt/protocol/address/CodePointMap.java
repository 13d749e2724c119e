package im.redoubt.protocol.address;

import java.util.Arrays;

/** A map from code points to code points that leaves most of them as they are. */
final class CodePointMap {
    private final int[] keys;
    private final int[] values;

    /** Reads a generated table of keys and values, each key counted from the last and each value from its key. */
    CodePointMap(String table) {
        int[] readKeys = new int[table.length()];
        int[] readValues = new int[table.length()];
        int count = 0;
        int key = 0;
        for (TableReader reader = new TableReader(table); reader.hasNext(); count++) {
            key += reader.unsigned();
            readKeys[count] = key;
            readValues[count] = key + reader.signed();
        }
        keys = Arrays.copyOf(readKeys, count);
        values = Arrays.copyOf(readValues, count);
    }

    int get(int codePoint) {
        int place = Arrays.binarySearch(keys, codePoint);
        return place < 0 ? codePoint : values[place];
    }
}

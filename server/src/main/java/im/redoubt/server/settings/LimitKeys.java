package im.redoubt.server.settings;

/** Makes the keys of the table {@code [limits]}. */
final class LimitKeys {
    private LimitKeys() {}

    /** A number in {@code [limits]} that is at least 1 unless said otherwise. */
    static Key<Integer> number(String name, int least, int standard, String meaning) {
        return Key.of("limits." + name, Types.integer(least, Integer.MAX_VALUE), standard, meaning);
    }
}

package im.redoubt.server.settings;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The list of every setting there is, in the order of the file. */
public final class Keys {
    /** Every setting. */
    public static final List<Key<?>> ALL = Stream.of(
                    Settings.FIRST,
                    ListenSettings.KEYS,
                    TlsFiles.KEYS,
                    StorageSettings.KEYS,
                    AccountSettings.KEYS,
                    Limits.KEYS,
                    EventSettings.KEYS,
                    ContactSettings.KEYS,
                    Settings.LAST)
            .<Key<?>>flatMap(List::stream)
            .toList();

    private Keys() {}

    /**
     * Finds a setting.
     *
     * @param name its dotted name
     * @return the setting, or empty when there is none of this name
     */
    public static Optional<Key<?>> find(String name) {
        return ALL.stream().filter(key -> key.name().equals(name)).findFirst();
    }
}

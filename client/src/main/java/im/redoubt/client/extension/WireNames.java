package im.redoubt.client.extension;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The names of an enum's constants on the wire. */
final class WireNames<E extends Enum<E>> {
    private final Map<String, E> constants;
    private final Map<E, String> names;

    private WireNames(Map<String, E> constants, Map<E, String> names) {
        this.constants = constants;
        this.names = names;
    }

    static <E extends Enum<E>> WireNames<E> of(Class<E> type) {
        Map<String, E> constants = new HashMap<>();
        Map<E, String> names = new EnumMap<>(type);
        for (E constant : Objects.requireNonNull(type.getEnumConstants())) {
            String name = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
            names.put(constant, name);
            if (constants.put(name, constant) != null) {
                throw new IllegalArgumentException("two constants are written " + name);
            }
        }
        return new WireNames<>(constants, names);
    }

    Optional<E> constant(String name) {
        return Optional.ofNullable(constants.get(name));
    }

    String name(E constant) {
        return Objects.requireNonNull(names.get(constant));
    }
}

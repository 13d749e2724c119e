package im.redoubt.server.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A list of tables, {@code [[name]]} in the file.
 *
 * @param <T> what one table becomes
 * @param what what one of them is, with its article
 * @param most how many there may be
 * @param reader reads one table
 * @param writer writes one as an inline table of TOML
 */
record TablesType<T>(String what, int most, Function<Table, T> reader, Function<T, String> writer)
        implements SettingType<List<T>> {
    @Override
    public List<T> read(Object value, Path base) {
        if (!(value instanceof List<?> tables)) {
            throw new SettingException("", "is no list of tables", "Expected " + expects() + ".");
        }
        if (tables.size() > most) {
            throw new SettingException("", "has " + tables.size() + " tables", "The most is " + most + ".");
        }
        List<T> read = new ArrayList<>();
        for (Object one : tables) {
            String place = "[" + (read.size() + 1) + "]";
            if (!(one instanceof Map<?, ?> fields)) {
                throw new SettingException(place, "is no table", "Expected " + expects() + ".");
            }
            Table table = new Table(fields, place, base);
            T made = reader.apply(table);
            table.end();
            read.add(made);
        }
        return List.copyOf(read);
    }

    @Override
    public String write(List<T> value) {
        return value.stream().map(writer).collect(Collectors.joining(", ", "[", "]"));
    }

    @Override
    public String expects() {
        return "tables, each with " + what;
    }
}

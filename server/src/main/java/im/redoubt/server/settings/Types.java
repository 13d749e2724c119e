package im.redoubt.server.settings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The types that settings have. */
final class Types {
    static final SettingType<Boolean> BOOLEAN = new Scalar<>("true or false", Object::toString) {
        @Override
        public Boolean read(Object value, Path base) {
            return require(Boolean.class, value);
        }
    };

    static final SettingType<Path> PATH = new Scalar<>("a path in quotes", path -> quote(path.toString())) {
        @Override
        public Path read(Object value, Path base) {
            String text = require(String.class, value);
            if (text.isBlank()) {
                throw new SettingException("", "is empty", "Write a path.");
            }
            return resolve(text, base);
        }
    };

    /** A path, or {@code ""} for none. */
    static final SettingType<Optional<Path>> OPTIONAL_PATH =
            new Scalar<>(
                    "a path in quotes, or \"\"",
                    path -> quote(path.map(Path::toString).orElse(""))) {
                @Override
                public Optional<Path> read(Object value, Path base) {
                    String text = require(String.class, value);
                    return text.isEmpty() ? Optional.empty() : Optional.of(resolve(text, base));
                }
            };

    private Types() {}

    /** A string that a function takes or refuses with {@link IllegalArgumentException}. */
    static <T> SettingType<T> text(String expects, Function<String, T> parse) {
        return new Scalar<>(expects, value -> quote(value.toString())) {
            @Override
            public T read(Object value, Path base) {
                return parsed(require(String.class, value), parse, expects());
            }
        };
    }

    /** Such a string, or {@code ""} for none. */
    static <T> SettingType<Optional<T>> optionalText(String expects, Function<String, T> parse) {
        return new Scalar<>(expects, value -> quote(value.map(Object::toString).orElse(""))) {
            @Override
            public Optional<T> read(Object value, Path base) {
                String text = require(String.class, value);
                return text.isEmpty() ? Optional.empty() : Optional.of(parsed(text, parse, expects()));
            }
        };
    }

    /** A list of such strings. */
    static <T> SettingType<List<T>> list(String expects, Function<String, T> parse) {
        return new Scalar<>("a list of " + expects, Types::writeList) {
            @Override
            public List<T> read(Object value, Path base) {
                List<T> parsed = new ArrayList<>();
                for (Object item : require(List.class, value)) {
                    parsed.add(parsed(require(String.class, item), parse, expects));
                }
                return List.copyOf(parsed);
            }
        };
    }

    /** A whole number from least to most. */
    static SettingType<Integer> integer(int least, int most) {
        return new Scalar<>("a whole number from " + least + " to " + most, Object::toString) {
            @Override
            public Integer read(Object value, Path base) {
                return (int) inRange(require(Long.class, value), least, most);
            }
        };
    }

    /** A whole number from least to most, for sizes of files. */
    static SettingType<Long> longInteger(long least, long most) {
        return new Scalar<>("a whole number from " + least + " to " + most, Object::toString) {
            @Override
            public Long read(Object value, Path base) {
                return inRange(require(Long.class, value), least, most);
            }
        };
    }

    /** A duration, written as a whole number of a unit that stands in the name of the key. */
    static SettingType<Duration> duration(ChronoUnit unit, long least, long most) {
        return new Scalar<>(
                "a whole number of " + unit.toString().toLowerCase(Locale.ROOT) + " from " + least + " to " + most,
                value -> Long.toString(value.dividedBy(unit.getDuration()))) {
            @Override
            public Duration read(Object value, Path base) {
                return unit.getDuration().multipliedBy(inRange(require(Long.class, value), least, most));
            }
        };
    }

    /** One of the words of an enum, in lower case. */
    static <E extends Enum<E>> SettingType<E> word(Class<E> type) {
        String words = Stream.of(type.getEnumConstants())
                .map(word -> quote(word.name().toLowerCase(Locale.ROOT)))
                .collect(Collectors.joining(", "));
        return new Scalar<>("one of " + words, value -> quote(value.name().toLowerCase(Locale.ROOT))) {
            @Override
            public E read(Object value, Path base) {
                String text = require(String.class, value);
                return Stream.of(type.getEnumConstants())
                        .filter(word -> word.name().toLowerCase(Locale.ROOT).equals(text))
                        .findFirst()
                        .orElseThrow(() -> new SettingException("", "is " + quote(text), "Write " + expects() + "."));
            }
        };
    }

    /** A TOML basic string. */
    static String quote(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                out.append('\\').appendCodePoint(c);
            } else if (c < 0x20 || c == 0x7f) {
                out.append(String.format(Locale.ROOT, "\\u%04X", c));
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.append('"').toString();
    }

    private static String writeList(List<?> values) {
        return values.stream().map(value -> quote(value.toString())).collect(Collectors.joining(", ", "[", "]"));
    }

    private static Path resolve(String text, Path base) {
        try {
            return base.resolve(text).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new SettingException("", "is not a path (" + e.getReason() + ")", "Write a path of this machine.");
        }
    }

    private static <T> T parsed(String text, Function<String, T> parse, String expects) {
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            String why = e.getMessage() == null ? "" : e.getMessage();
            // Our own parsers end their messages with the mend; others say only what they stumbled over.
            String mend = why.endsWith(".") ? why : "Expected " + expects + (why.isEmpty() ? "." : ": " + why + ".");
            throw new SettingException("", quote(text) + " cannot be used", mend);
        }
    }

    private static long inRange(long value, long least, long most) {
        if (value < least || value > most) {
            throw new SettingException(
                    "",
                    value + " is out of range",
                    value < least ? "The least is " + least + "." : "The most is " + most + ".");
        }
        return value;
    }

    /** A type that says what it expects whenever it gets something else. */
    private abstract static class Scalar<T> implements SettingType<T> {
        private final String expects;
        private final Function<T, String> writer;

        Scalar(String expects, Function<T, String> writer) {
            this.expects = expects;
            this.writer = writer;
        }

        @Override
        public String write(T value) {
            return writer.apply(value);
        }

        @Override
        public String expects() {
            return expects;
        }

        <V> V require(Class<V> type, Object value) {
            if (!type.isInstance(value)) {
                throw new SettingException("", "is " + nameOf(value), "Expected " + expects + ".");
            }
            return type.cast(value);
        }

        private static String nameOf(Object value) {
            return switch (value) {
                case String text -> "the string " + quote(text);
                case Long number -> "the number " + number;
                case Double number -> "the fraction " + number;
                case Boolean truth -> "the truth value " + truth;
                case List<?> list -> "a list";
                case Map<?, ?> table -> "a table";
                default -> "of a type that no setting has";
            };
        }
    }
}

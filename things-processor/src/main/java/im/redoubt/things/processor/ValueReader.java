package im.redoubt.things.processor;

import im.redoubt.things.processor.Bounds.Interval;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** Finds the kind of value that a type stands for. */
final class ValueReader {
    private static final Interval INTS = new Interval(Integer.MIN_VALUE, Integer.MAX_VALUE);
    private static final Interval LONGS = new Interval(Long.MIN_VALUE, Long.MAX_VALUE);

    private static final String FRACTION =
            "a number with a fraction is a long in a smaller unit that its name tells, such as tenths";
    private static final String TEXT = "text comes from others: its type is Unverified, which nobody takes for safe";
    private static final String SMALL = "a small number is an int with its @Range";
    private static final String MANY = "several values are a List, with @AtMost";
    private static final String NOTHING_INSIDE =
            "an Optional or a List holds one value or a record, nothing of its own like";

    /** What to write in place of types that suggest themselves. */
    private static final Map<String, String> INSTEAD = Map.ofEntries(
            Map.entry("java.lang.String", TEXT),
            Map.entry("java.lang.CharSequence", TEXT),
            Map.entry("char[]", "digits that nobody may see are a Pin with @Secret; other text is Unverified"),
            Map.entry("byte[]", "bytes are Octets, which nobody can change behind one's back"),
            Map.entry("double", FRACTION),
            Map.entry("float", FRACTION),
            Map.entry("java.lang.Double", FRACTION),
            Map.entry("java.lang.Float", FRACTION),
            Map.entry("java.math.BigDecimal", FRACTION),
            Map.entry("short", SMALL),
            Map.entry("byte", SMALL),
            Map.entry("java.lang.Short", SMALL),
            Map.entry("java.lang.Byte", SMALL),
            Map.entry("java.util.Set", MANY),
            Map.entry("java.util.Collection", MANY),
            Map.entry("java.util.Optional", NOTHING_INSIDE),
            Map.entry("java.util.List", NOTHING_INSIDE),
            Map.entry("java.util.OptionalInt", "write Optional<Integer>"),
            Map.entry("java.util.OptionalLong", "write Optional<Long>"),
            Map.entry("java.util.Date", "a moment is an Instant"),
            Map.entry("java.time.OffsetDateTime", "a moment is an Instant"),
            Map.entry("java.time.ZonedDateTime", "a moment is an Instant"),
            Map.entry("im.redoubt.protocol.Secret", "a secret of a command is a Pin with @Secret"));

    private final TypeElement vocabulary;
    private final Purposes purposes;
    private final Problems problems;

    ValueReader(TypeElement vocabulary, Purposes purposes, Problems problems) {
        this.vocabulary = vocabulary;
        this.purposes = purposes;
        this.problems = problems;
    }

    /**
     * Finds the kind of value.
     *
     * @param type the type of one value
     * @param bounds what is said of its size
     * @param at the field
     * @return nothing if there is a problem
     */
    Optional<Value> read(TypeMirror type, Bounds bounds, Element at) {
        return switch (type.getKind()) {
            case INT -> integer(bounds, at, true);
            case LONG -> longInteger(bounds, at, true);
            case BOOLEAN -> without(bounds, at, Values.truth(true));
            case ERROR -> unknown();
            case DECLARED -> object((TypeElement) ((DeclaredType) type).asElement(), bounds, at);
            case BYTE, SHORT, FLOAT, DOUBLE -> noKind(type.getKind().name().toLowerCase(java.util.Locale.ROOT), at);
            default -> noKind(type.toString(), at);
        };
    }

    private Optional<Value> object(TypeElement type, Bounds bounds, Element at) {
        String name = type.getQualifiedName().toString();
        return switch (name) {
            case "java.lang.Integer" -> integer(bounds, at, false);
            case "java.lang.Long" -> longInteger(bounds, at, false);
            case "java.lang.Boolean" -> without(bounds, at, Values.truth(false));
            case "java.time.Instant" -> without(bounds, at, Values.moment());
            case "java.time.Duration" ->
                bounds.size("seconds", Integer.MAX_VALUE, at, problems).map(Values::length);
            case Kit.BARE_JID -> without(bounds, at, Values.bareJid());
            case Kit.JID -> without(bounds, at, Values.jid());
            case Kit.UNVERIFIED ->
                bounds.size("characters", Kit.MOST_CHARS, at, problems).map(Values::text);
            case Kit.OCTETS ->
                bounds.size("bytes", Kit.MOST_CHARS, at, problems).map(Values::bytes);
            case Kit.PIN -> without(bounds, at, Values.pin());
            default -> {
                if (type.getKind() == ElementKind.ENUM) {
                    bounds.none(at, problems);
                    yield enumeration(type, at);
                }
                if (type.getKind() == ElementKind.RECORD) {
                    bounds.none(at, problems);
                    yield nested(type, at);
                }
                yield noKind(name, at);
            }
        };
    }

    private Optional<Value> integer(Bounds bounds, Element at, boolean primitive) {
        return bounds.interval(INTS, at, problems)
                .map(interval -> Values.integer(interval.least(), interval.most(), primitive));
    }

    private Optional<Value> longInteger(Bounds bounds, Element at, boolean primitive) {
        return bounds.interval(LONGS, at, problems)
                .map(interval -> Values.longInteger(interval.least(), interval.most(), primitive));
    }

    private Optional<Value> without(Bounds bounds, Element at, Value value) {
        bounds.none(at, problems);
        return Optional.of(value);
    }

    private Optional<Value> enumeration(TypeElement type, Element at) {
        for (Element outer = type; outer instanceof TypeElement; outer = outer.getEnclosingElement()) {
            if (outer.getModifiers().contains(Modifier.PRIVATE)) {
                problems.add(at, outer.getSimpleName() + " is private; what is made of the vocabulary must see it");
                return Optional.empty();
            }
        }
        List<String> written = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (Element constant : type.getEnclosedElements()) {
            if (constant.getKind() == ElementKind.ENUM_CONSTANT) {
                String name = WireName.ofConstant(constant.getSimpleName().toString());
                if (!name.chars().allMatch(c -> c < 0x80)) {
                    problems.add(
                            at, "a constant that is written is of ASCII; in " + type.getSimpleName() + " one is not");
                    return Optional.empty();
                }
                if (!taken.add(name)) {
                    problems.add(at, "two constants of " + type.getSimpleName() + " are written " + name);
                    return Optional.empty();
                }
                written.add(name);
            }
        }
        if (written.isEmpty()) {
            problems.add(at, type.getSimpleName() + " has no constants, so that there is no value");
            return Optional.empty();
        }
        return Optional.of(Values.enumeration(type.getQualifiedName().toString(), written));
    }

    private Optional<Value> nested(TypeElement type, Element at) {
        if (!vocabulary.equals(type.getEnclosingElement())) {
            problems.add(
                    at, type.getSimpleName() + " is no record of this vocabulary; declare in it what is sent by it");
            return Optional.empty();
        }
        if (purposes.of(type) == Entry.What.COMMAND) {
            problems.add(at, type.getSimpleName() + " is a command, and stands in nothing else");
            return Optional.empty();
        }
        String name = type.getSimpleName().toString();
        // A name that cannot be written is a problem of that record.
        return WireName.of(name)
                .map(wire -> Values.nested(type.getQualifiedName().toString(), name, wire));
    }

    private Optional<Value> unknown() {
        problems.addUnknown();
        return Optional.empty();
    }

    private Optional<Value> noKind(String type, Element at) {
        String advice = INSTEAD.getOrDefault(
                type,
                "there are int, long, boolean, enums, Instant, Duration, BareJid, Jid, Unverified, Octets, Pin and"
                        + " records of the vocabulary");
        problems.add(at, type + " is not written in a vocabulary: " + advice);
        return Optional.empty();
    }
}

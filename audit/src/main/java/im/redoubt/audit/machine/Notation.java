package im.redoubt.audit.machine;

import im.redoubt.xml.Element;
import im.redoubt.xml.XmlEvent;
import im.redoubt.xml.XmlLimits;
import im.redoubt.xml.XmlParser;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The notations in which devices write as text what they should send as elements. Each is the whole text or nothing. */
final class Notation {
    private static final int FEW_FIELDS = 4;
    private static final int FEW_WORDS = 3;

    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern JSON_START = Pattern.compile("(?s)\\[?\\{\\s?\"[^\"\\n]{1,64}\"\\s?:.*");
    private static final Pattern PAIR_ENDS = Pattern.compile("[;&|\\n]|,(?=\\S)| (?=\\S)");
    private static final Pattern STRONG_ENDS = Pattern.compile("[;\\n]");
    private static final Pattern PAIR = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*=[^\\s=]*(?<!,)");
    private static final Pattern CAPITAL_PAIR = Pattern.compile("[A-Z][A-Z0-9_]+:[^\\s:]+");
    private static final Pattern SIMPLE_VALUE =
            Pattern.compile("-?[0-9][0-9.,]*|(?i:on|off|true|false|yes|no|open|closed)");
    private static final Pattern SHORT_VALUE =
            Pattern.compile("-?[0-9]{1,4}|-?[0-9]{1,4}[.,][0-9]{1,4}|(?i:on|off|true|false|open|closed)");
    private static final Pattern COLON_VALUE =
            Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{1,31}:(-?[0-9.]{1,16}|on|off|true|false|open|closed)");
    private static final Pattern LETTER_PAIR = Pattern.compile("[A-Za-z]=.*");
    private static final Pattern FIELD = Pattern.compile("-?[0-9]+|-?[0-9]+\\.[0-9]+|[A-Z0-9_.:+-]{0,16}");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+|-?[0-9]+\\.[0-9]+");
    private static final Pattern ARGUMENT_ENDS = Pattern.compile("[\\s;:,|=]+");
    private static final Pattern ARGUMENT =
            Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,6})?|[A-Z]{1,8}[0-9]{1,6}|ON|OFF|ALL|HOME|AWAY|FULL|ZONE|ALARM|PIN"
                    + "|OPEN|CLOSE|CLOSED|START|STOP|ARM|DISARM|LOCK|UNLOCK|RESET|STATUS");
    private static final Pattern CODE = Pattern.compile("[0-9]{4,8}");

    private static final Pattern READING = Pattern.compile(
            "(?:[\\p{L}][\\p{L}\\p{N}_ ]{0,24}[:=] ?)?-?[0-9]{1,6}(?:[.,][0-9]{1,4})?"
                    + " ?(?:°[CF]|[CF]|K|V|mV|A|mA|k?W|k?Wh|h?Pa|bar|ppm|lux|lx|mm|dBm?|Hz|km/h|m/s|g/m³|µg/m³|%|% ?RH)");
    private static final Pattern BARE_PER_CENT = Pattern.compile("-?[0-9.,]+ ?%");
    private static final Pattern READING_ENDS = Pattern.compile("\\s*[;|/\\n]\\s*|,\\s+");

    /** What is ordered in capitals. */
    private static final Set<String> VERBS = Set.of(
            "ARM", "DISARM", "LOCK", "UNLOCK", "SET", "GET", "RESET", "REBOOT", "SWITCH", "RELAY", "CMD", "BYPASS",
            "PANIC");

    private static final Set<String> BARE =
            Set.of("ARM", "DISARM", "LOCK", "UNLOCK", "REBOOT", "RESET", "BYPASS", "PANIC");
    private static final Pattern COMPOUND = Pattern.compile("[A-Z]{2,16}_[A-Z0-9_]{2,32}");

    /** Elements of an order, whatever is in them. */
    private static final Set<String> ORDERED =
            Set.of("cmd", "command", "action", "order", "arm", "disarm", "set", "pin");

    /** What guards a house: people do not follow these words with a number, unless they speak to a machine. */
    private static final Set<String> GUARDING = Set.of("arm", "disarm", "unlock");

    /** Elements that people quote to each other. */
    private static final Set<String> WEB =
            Set.of(("a abbr article aside b blockquote body br button caption cite code col dd del details dfn div dl"
                            + " dt em fieldset figure font footer form h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins kbd label"
                            + " legend li link main meta nav noscript ol option p param pre q s samp script section select small span strong"
                            + " style sub summary sup svg table tbody td textarea tfoot th thead title tr tt u ul var video")
                    .split(" ", -1));

    private static final XmlLimits LIMITS = XmlLimits.AUTHENTICATED;

    private Notation() {}

    /** An object of JSON, or an element of XML that is not the web's. People who paste one keep its lines, so more lines are none. */
    static boolean isObject(String text) {
        if (text.indexOf('\n') >= 0) {
            return false;
        }
        return JSON_START.matcher(text).matches() ? closes(text) : text.startsWith("<") && isXml(text);
    }

    // Where the text is longer than what is looked at, the end is not there.
    private static boolean closes(String text) {
        char last = text.charAt(text.length() - 1);
        return last == '}' || last == ']' || text.length() >= MachineText.LOOKED_AT;
    }

    private static boolean isXml(String text) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        if (!(XmlParser.document(LIMITS).next(bytes) instanceof XmlEvent.Complete complete) || bytes.hasRemaining()) {
            return false;
        }
        Element element = complete.element().toElement();
        String name = element.name().local().toLowerCase(Locale.ROOT);
        return !WEB.contains(name)
                && (hasStructure(element) || isValue(name, element.text().strip()));
    }

    // What has sentences in it is written for people, and a word between two tags is what they quote.
    private static boolean hasStructure(Element element) {
        return (!element.attributes().isEmpty() || !element.children().isEmpty())
                && BLANKS.split(element.text().strip(), -1).length <= FEW_WORDS;
    }

    private static boolean isValue(String name, String text) {
        return SIMPLE_VALUE.matcher(text).matches() || (ORDERED.contains(name) && !text.isEmpty());
    }

    /** Names with values: several of them, or one whose value is a number or a state. */
    static boolean isPairs(String text) {
        if (text.indexOf('=') < 0 && text.indexOf(':') < 0) {
            return false;
        }
        List<String> parts = parts(text);
        boolean equals = parts.stream().allMatch(part -> PAIR.matcher(part).matches());
        boolean colons = text.indexOf(' ') < 0
                && (parts.stream().allMatch(part -> CAPITAL_PAIR.matcher(part).matches())
                        || (parts.size() > 1
                                && parts.stream()
                                        .allMatch(part ->
                                                COLON_VALUE.matcher(part).matches())));
        if (parts.isEmpty() || !(equals || colons)) {
            return false;
        }
        if (parts.size() > 1) {
            return colons
                    || text.indexOf(';') >= 0
                    || !parts.stream().allMatch(p -> LETTER_PAIR.matcher(p).matches());
        }
        String pair = parts.getFirst();
        int end = pair.indexOf(equals ? '=' : ':');
        String name = pair.substring(0, end).toLowerCase(Locale.ROOT);
        // Long numbers behind a colon are what people give each other: of books, telephones, places.
        Pattern simple = equals ? SIMPLE_VALUE : SHORT_VALUE;
        return end > 2
                && !Credentials.isName(name)
                && simple.matcher(pair.substring(end + 1)).matches();
    }

    // Where there are stronger separators, commas are in the values.
    private static List<String> parts(String text) {
        Pattern ends = text.indexOf(';') >= 0 ? STRONG_ENDS : PAIR_ENDS;
        return Arrays.stream(ends.split(text, -1))
                .filter(part -> !part.isEmpty())
                .toList();
    }

    /** Numbers with their units and, perhaps, names. A bare percentage is also the battery of a telephone, or a mood. */
    static boolean isReading(String text) {
        String stripped = text.strip();
        return stripped.length() <= MachineText.LOOKED_AT
                && !stripped.isEmpty()
                && !BARE_PER_CENT.matcher(stripped).matches()
                && Arrays.stream(READING_ENDS.split(stripped, -1))
                        .allMatch(part -> READING.matcher(part).matches());
    }

    /** Fields between equal separators, without a blank; commas alone are also between what people count. */
    static boolean isFields(String text) {
        if (BLANKS.matcher(text).find()) {
            return false;
        }
        for (String separator : List.of(";", "|", ",")) {
            String[] fields = text.split(Pattern.quote(separator), -1);
            long numbers = Arrays.stream(fields)
                    .filter(f -> NUMBER.matcher(f).matches())
                    .count();
            if (fields.length >= FEW_FIELDS
                    && 2 * numbers >= fields.length
                    && Arrays.stream(fields).allMatch(f -> FIELD.matcher(f).matches())
                    && (!separator.equals(",") || text.indexOf('.') >= 0 || numbers < fields.length)) {
                return true;
            }
        }
        return false;
    }

    /** A known order and nothing but arguments after it. */
    static boolean isOrder(String text) {
        List<String> words = List.of(ARGUMENT_ENDS.split(text));
        if (words.size() < 2 || words.getFirst().isEmpty() || text.contains(" = ")) {
            return false;
        }
        List<String> arguments = words.subList(1, words.size());
        String verb = words.getFirst();
        if (GUARDING.contains(verb)) {
            return arguments.size() == 1 && CODE.matcher(arguments.getFirst()).matches();
        }
        boolean known = VERBS.contains(verb)
                || (verb.indexOf('_') > 0
                        && verb.equals(verb.toUpperCase(Locale.ROOT))
                        && Arrays.stream(verb.split("_", -1)).anyMatch(VERBS::contains));
        return known
                && arguments.stream()
                        .allMatch(argument -> ARGUMENT.matcher(argument).matches())
                && arguments.stream()
                        .anyMatch(argument -> NUMBER.matcher(argument).lookingAt() || argument.length() > 1);
    }

    /** An order without arguments. People also write these words, so it counts only for what a program has as a constant. */
    static boolean isBareOrder(String text) {
        String word = text.strip();
        return BARE.contains(word.toUpperCase(Locale.ROOT))
                || (COMPOUND.matcher(word).matches()
                        && Arrays.stream(word.split("_", -1))
                                .anyMatch(part -> BARE.contains(part) || part.matches("ON|OFF")));
    }
}

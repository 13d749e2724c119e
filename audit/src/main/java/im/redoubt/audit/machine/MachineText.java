package im.redoubt.audit.machine;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The measure by which a text is told to be machine data: the {@link Sign}s found in it weigh at least three together, and less than
 * half of its words are words that people write. Where the stanza has what only programs of people send (that somebody is typing, for
 * example), they must weigh five.
 *
 * <p>It would rather miss a device than accuse a person. So addresses of web pages and of mail do not count, a text for which
 * no sign is found is never machine data however odd it is, and one long number or hash alone is none.
 */
public final class MachineText {
    /** Of a longer text only the beginning is looked at. */
    static final int LOOKED_AT = 4_000;

    private static final int ENOUGH = 3;
    private static final int ENOUGH_FOR_PEOPLE = 5;
    private static final int LONG = 10;

    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern ADDRESS = Pattern.compile(
            "(?i)\\S*(://|www\\.)\\S*|(mailto|xmpp|tel|geo|aesgcm):\\S+|[^\\s@]+@[^\\s@]+\\.[a-z]{2,}\\S*");
    private static final Pattern SETTING = Pattern.compile("(?<![A-Za-z0-9.])[A-Z][A-Z0-9_]{2,20}[:=]-?[0-9]");
    private static final Pattern LIST =
            Pattern.compile("[A-Z][A-Z0-9_]{2,20}[:=]-?[0-9]{1,9}(?:[,;] ?-?[0-9]{1,9}){1,32};?");
    private static final Pattern MARKS = Pattern.compile(":;|;;|\\|\\||##|\\$\\$|;:|\\|[#;:]|[#;:]\\|");
    private static final Pattern FRAME = Pattern.compile("[$#!@*~][A-Z]{2,}[A-Z0-9_]*[,;:|]\\S*");
    private static final Pattern EDGES = Pattern.compile("^[\\p{P}\\p{S}]+|[\\p{P}\\p{S}]+$");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9+/=_-]+");
    private static final Pattern WORD = Pattern.compile("\\p{L}[\\p{L}\\p{M}'’.-]*");
    /** Encrypted by people: OTR, and what PGP and its like put into text. */
    private static final Pattern ARMOUR = Pattern.compile("(?s)\\?OTR.*|-----BEGIN [A-Z ]+-----.*");

    private final String text;
    private final Set<Sign> signs;
    private final boolean wordy;

    private MachineText(String text, Set<Sign> signs, boolean wordy) {
        this.text = text;
        this.signs = signs;
        this.wordy = wordy;
    }

    /**
     * Measures a text.
     *
     * @param whole the text, of any length; its beginning decides
     * @return what was measured
     */
    public static MachineText of(String whole) {
        String text = whole.substring(0, Math.min(whole.length(), LOOKED_AT)).strip();
        Set<Sign> signs = EnumSet.noneOf(Sign.class);
        if (text.isEmpty() || ARMOUR.matcher(text).matches()) {
            return new MachineText(text, signs, true);
        }
        if (Notation.isObject(text)) {
            signs.add(Sign.OBJECT);
            return new MachineText(text, signs, false);
        }
        String own = ADDRESS.matcher(text).replaceAll(" ").strip();
        if (!own.isEmpty()) {
            look(own, signs);
        }
        return new MachineText(own, signs, !signs.contains(Sign.ORDER) && wordy(own));
    }

    private static void look(String text, Set<Sign> signs) {
        mark(signs, Sign.PAIRS, Notation.isPairs(text));
        mark(signs, Sign.LIST, LIST.matcher(text).matches());
        mark(signs, Sign.FIELDS, Notation.isFields(text));
        mark(signs, Sign.ORDER, Notation.isOrder(text));
        mark(signs, Sign.FRAME, FRAME.matcher(text).matches() && separators(text) >= 2 && hasDigit(text));
        mark(signs, Sign.SETTING, SETTING.matcher(text).find());
        mark(signs, Sign.MARKS, MARKS.matcher(text).find());
        mark(signs, Sign.OPAQUE, words(text).stream().anyMatch(MachineText::opaque));
    }

    private static void mark(Set<Sign> signs, Sign sign, boolean there) {
        if (there) {
            signs.add(sign);
        }
    }

    /** Returns whether it is machine data. */
    public boolean isMachine() {
        return weighs(ENOUGH);
    }

    /** Returns whether it is machine data although something says that a person wrote it. */
    public boolean isMachineInSpiteOfPeople() {
        return weighs(ENOUGH_FOR_PEOPLE);
    }

    /** Returns whether a PIN, password or token is in what is machine data. */
    public boolean hasCredential() {
        return Credentials.in(this);
    }

    /** Returns whether a text is nothing but numbers with their units and, perhaps, names. */
    public static boolean isReading(String text) {
        return Notation.isReading(text);
    }

    /** Returns whether a text is one word that orders: of a program's constant that is enough, of a person's message it is not. */
    public static boolean isBareOrder(String text) {
        return Notation.isBareOrder(text);
    }

    private boolean weighs(int enough) {
        return !wordy && signs.stream().mapToInt(Sign::weight).sum() >= enough;
    }

    /** What was found. */
    Set<Sign> signs() {
        return signs;
    }

    /** What was measured, without the addresses that do not count. */
    String text() {
        return text;
    }

    private static List<String> words(String text) {
        return List.of(BLANKS.split(text));
    }

    private static boolean wordy(String text) {
        List<String> words = words(text);
        long plain = words.stream().filter(MachineText::plain).count();
        return 2 * plain >= words.size();
    }

    // Letters, of which not all are capitals: then it may be the name of a command. What has only signs is an emoji or
    // a dash.
    private static boolean plain(String word) {
        String bare = EDGES.matcher(word).replaceAll("");
        return WORD.matcher(bare).matches()
                && !(bare.length() > 1 && bare.chars().allMatch(c -> c < 128 && !lower(c)));
    }

    private static boolean opaque(String word) {
        return word.length() >= LONG
                && TOKEN.matcher(EDGES.matcher(word).replaceAll("")).matches()
                && word.chars().filter(MachineText::digit).count() >= 2
                && word.chars().filter(c -> c >= 'A' && c <= 'Z').count() >= 2
                && word.chars().filter(MachineText::lower).count() >= 2;
    }

    private static boolean lower(int c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean digit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean hasDigit(String text) {
        return text.chars().anyMatch(MachineText::digit);
    }

    private static long separators(String text) {
        return text.chars().filter(c -> ",;:|".indexOf(c) >= 0).count();
    }
}

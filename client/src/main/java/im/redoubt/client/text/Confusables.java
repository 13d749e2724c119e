package im.redoubt.client.text;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;

/**
 * What looks alike (the idea of Unicode Technical Standard 39, section 4): a table of our own for letters of Latin, Cyrillic, Greek,
 * Armenian and Cherokee that look like those of ASCII in common fonts, for 0, 1 and the bar, and for {@code m}, {@code w} and
 * {@code d}, which two letters beside each other look like. Since the capital of {@code i} looks like {@code l}, and case does not
 * count, the two are one. Full-width and mathematical letters, ligatures and Roman numerals go by
 * their compatibility decomposition.
 */
final class Confusables {
    /** What is looked alike, a colon, and what looks like it. */
    private static final String[] TABLE = {
        "a:\u0430\u03B1\u0251\u1D00",
        "b:\u044C\u0185\u0432\uA7B5",
        "c:\u0441\u03F2\u1D04\uABAF\u03C2",
        "cl:d\u0501\u1D05",
        "e:\u0435\u04BD\u03B5\u1D07\u0454",
        "f:\u0192\u0584",
        "g:\u0261\u0581\u018D",
        "h:\u04BB\u0570",
        "j:\u0458\u03F3\u0575\u0237",
        "k:\u043A\u03BA\u1D0B\u0138",
        "l:i1|\u0456\u0131\u03B9\u026A\u0269\uAB75\u04CF\u01C0\u0627\u05D5\u05C0\u2223",
        "n:\u043F\u03B7\u0578\u057C",
        "o:0\u043E\u03BF\u03C3\u0585\u1D0F\u05E1\u0647\u0ED0\u0966\u0665\u06F5\u0275",
        "p:\u0440\u03C1\u00FE\u01BF\u2374",
        "q:\u051B\u0566\u024B",
        "r:\u0433\u1D26\u0280",
        "rn:m\u043C\u1D0D",
        "s:\u0455\uA731\uABAA\u01BD",
        "t:\u0442\u03C4\u1D1B",
        "u:\u057D\u03C5\u1D1C\u03BC\u00B5\u028B",
        "v:\u0475\u03BD\u1D20\uABA9\u05D8",
        "vv:w\u051D\u0461\u03C9\u1D21\uAB83\u026F",
        "x:\u0445\u03C7\u00D7",
        "y:\u0443\u04AF\u03B3\u028F\u0263",
        "z:\u1D22\uAB93",
        "3:\u0437\u025C",
        "6:\u0431",
        "ae:\u00E6\u04D5",
        "oe:\u0153",
        "\u00DF:\u03B2",
        "-:\u2010\u2011\u2012\u2013\u2212\u02D7",
        "':\u2019\u02BC\u02B9",
    };

    private static final int[] KEYS;
    private static final String[] VALUES;

    static {
        int count = 0;
        for (String row : TABLE) {
            count += row.length() - row.indexOf(':') - 1;
        }
        long[] rows = new long[count];
        int at = 0;
        for (int i = 0; i < TABLE.length; i++) {
            for (int j = TABLE[i].indexOf(':') + 1; j < TABLE[i].length(); j++) {
                rows[at++] = (long) TABLE[i].charAt(j) << 32 | i;
            }
        }
        Arrays.sort(rows);
        KEYS = new int[count];
        VALUES = new String[count];
        for (int i = 0; i < count; i++) {
            String row = TABLE[(int) rows[i]];
            KEYS[i] = (int) (rows[i] >> 32);
            VALUES[i] = row.substring(0, row.indexOf(':'));
        }
    }

    private Confusables() {}

    /** Returns what texts that look alike have in common, whatever their case. */
    static String skeleton(String text) {
        String decomposed = Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        // Lower case may be composed again, and what is decomposed may have case.
        String letters = Normalizer.normalize(decomposed, Normalizer.Form.NFKD);
        StringBuilder out = new StringBuilder(letters.length());
        for (int i = 0; i < letters.length(); ) {
            int codePoint = letters.codePointAt(i);
            int place = Arrays.binarySearch(KEYS, codePoint);
            if (place >= 0) {
                out.append(VALUES[place]);
            } else if (!Invisible.is(codePoint)) {
                out.appendCodePoint(codePoint);
            }
            i += Character.charCount(codePoint);
        }
        return out.toString();
    }
}

package im.redoubt.audit.machine;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells whether machine data has a PIN, password or token in it: by a name that says so, or as the number that ends an order. */
final class Credentials {
    private static final String NAMES =
            "pin|pin_?code|pass_?code|password|passwd|passphrase|pwd|pass|token|secret|api_?key|auth_?key|access_?key|user_?code"
                    + "|access_?code|credential|bearer";
    private static final Pattern NAME = Pattern.compile("(?i)" + NAMES);
    private static final Pattern NAMED = Pattern.compile(
            "(?i:(?<![a-z])(" + NAMES + "))[\"']?\\s{0,2}[=:>]\\s{0,2}[\"']?[^\\s\"',;&}<]"
                    + "|(?<=[a-z])(Pin|PIN|PinCode|Password|Passcode|Token|Secret)[\"']?\\s{0,2}[=:>]\\s{0,2}[\"']?[^\\s\"',;&}<]");
    private static final Pattern CODE = Pattern.compile("[0-9]{4,8}");
    private static final Pattern ENDS = Pattern.compile("[\\s,;:|=]+");
    private static final Pattern DATE = Pattern.compile("(19|20)[0-9]{2}(0[1-9]|1[0-2])([0-2][0-9]|3[01])");
    /** Sentences of navigation: the numbers in them are times and places (NMEA 0183). */
    private static final Pattern NAVIGATION = Pattern.compile("[$!](G[A-Z]|II|AI)[A-Z]{3},.*");

    private static final Set<String> GUARDING = Set.of("ARM", "DISARM", "LOCK", "UNLOCK", "BYPASS", "PANIC");

    private Credentials() {}

    /** Returns whether this is what a credential is called. */
    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** Looks for one in machine data. */
    static boolean in(MachineText data) {
        String text = data.text();
        if (NAMED.matcher(text).find()) {
            return true;
        }
        Set<Sign> signs = data.signs();
        if (signs.contains(Sign.OBJECT) || signs.contains(Sign.PAIRS) || signs.contains(Sign.FIELDS)) {
            return false;
        }
        List<String> words = Arrays.stream(ENDS.split(text, -1))
                .filter(word -> !word.isEmpty())
                .toList();
        if (words.size() < 2) {
            return false;
        }
        if (signs.contains(Sign.ORDER)) {
            return words.stream().anyMatch(Credentials::guards)
                    && words.stream().anyMatch(Credentials::isCode);
        }
        return isCode(words.getLast())
                && words.size() > 2
                && !NAVIGATION.matcher(text).matches();
    }

    private static boolean guards(String verb) {
        return GUARDING.stream().anyMatch(verb.toUpperCase(Locale.ROOT)::contains);
    }

    private static boolean isCode(String word) {
        return CODE.matcher(word).matches() && !DATE.matcher(word).matches();
    }
}

package im.redoubt.client.text;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Which scripts the letters of a name are of (Unicode Standard Annex 24). */
final class Scripts {
    /** The scripts that are written together: the level "highly restrictive" of Unicode Technical Standard 39, section 5.2. */
    private static final List<Set<UnicodeScript>> TOGETHER = List.of(
            EnumSet.of(UnicodeScript.LATIN, UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA),
            EnumSet.of(UnicodeScript.LATIN, UnicodeScript.HAN, UnicodeScript.BOPOMOFO),
            EnumSet.of(UnicodeScript.LATIN, UnicodeScript.HAN, UnicodeScript.HANGUL));

    private Scripts() {}

    /** Returns whether letters of scripts that are not written together stand in one name. */
    static boolean areMixed(String name) {
        Set<UnicodeScript> scripts = of(name);
        if (scripts.size() < 2) {
            return false;
        }
        for (Set<UnicodeScript> together : TOGETHER) {
            if (together.containsAll(scripts)) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether a name without a Latin letter looks as if it had no others. */
    static boolean looksLatin(String name) {
        Set<UnicodeScript> scripts = of(name);
        if (scripts.isEmpty() || scripts.contains(UnicodeScript.LATIN)) {
            return false;
        }
        return Confusables.skeleton(name).chars().allMatch(c -> c < 0x80);
    }

    private static Set<UnicodeScript> of(String name) {
        Set<UnicodeScript> scripts = EnumSet.noneOf(UnicodeScript.class);
        for (int i = 0; i < name.length(); ) {
            int codePoint = name.codePointAt(i);
            UnicodeScript script = UnicodeScript.of(codePoint);
            if (script != UnicodeScript.COMMON && script != UnicodeScript.INHERITED) {
                scripts.add(script);
            }
            i += Character.charCount(codePoint);
        }
        return scripts;
    }
}

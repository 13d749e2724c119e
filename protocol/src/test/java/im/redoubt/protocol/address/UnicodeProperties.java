package im.redoubt.protocol.address;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterCategory;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.util.VersionInfo;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Derives the properties that {@link CodePoints} keeps, by the rules of RFC 8264 section 8 and RFC 5892 section 3. */
final class UnicodeProperties {
    private static final Normalizer2 NFKC = Normalizer2.getNFKCInstance();

    /** RFC 8264 section 9.6 and RFC 5892 section 2.6: allowed whatever their properties say. */
    private static final Set<Integer> EXCEPTIONS_VALID = Set.of(0xDF, 0x3C2, 0x6FD, 0x6FE, 0xF0B, 0x3007);

    /** The same sections: refused whatever their properties say. */
    private static final Set<Integer> EXCEPTIONS_DISALLOWED =
            Set.of(0x640, 0x7FA, 0x302E, 0x302F, 0x3031, 0x3032, 0x3033, 0x3034, 0x3035, 0x303B);

    /** The same sections: allowed where a rule on the neighbours says so. The digits follow in the method. */
    private static final Set<Integer> EXCEPTIONS_CONTEXT = Set.of(0xB7, 0x375, 0x5F3, 0x5F4, 0x30FB);

    private static final Map<Integer, Integer> BIDI = Map.ofEntries(
            Map.entry(UCharacter.getPropertyValueEnum(UProperty.BIDI_CLASS, "L"), CodePoints.BIDI_L),
            Map.entry(UCharacter.getPropertyValueEnum(UProperty.BIDI_CLASS, "R"), CodePoints.BIDI_R),
            Map.entry(UCharacter.getPropertyValueEnum(UProperty.BIDI_CLASS, "AL"), CodePoints.BIDI_AL),
            Map.entry(UCharacter.getPropertyValueEnum(UProperty.BIDI_CLASS, "EN"), CodePoints.BIDI_EN),
            Map.entry(UCharacter.getPropertyValueEnum(UProperty.BIDI_CLASS, "AN"), CodePoints.BIDI_AN),
            Map.entry(UCharacter.getPropertyValueEnum(UProperty.BIDI_CLASS, "ES"), CodePoints.BIDI_NEUTRAL),
            Map.entry(UCharacter.getPropertyValueEnum(UProperty.BIDI_CLASS, "CS"), CodePoints.BIDI_NEUTRAL),
            Map.entry(UCharacter.getPropertyValueEnum(UProperty.BIDI_CLASS, "ET"), CodePoints.BIDI_NEUTRAL),
            Map.entry(UCharacter.getPropertyValueEnum(UProperty.BIDI_CLASS, "ON"), CodePoints.BIDI_NEUTRAL),
            Map.entry(UCharacter.getPropertyValueEnum(UProperty.BIDI_CLASS, "BN"), CodePoints.BIDI_NEUTRAL),
            Map.entry(UCharacter.getPropertyValueEnum(UProperty.BIDI_CLASS, "NSM"), CodePoints.BIDI_NSM));

    private UnicodeProperties() {}

    /** Returns the packed properties of a code point. */
    static int of(int codePoint) {
        int status = precisStatus(codePoint);
        if (status == CodePoints.UNASSIGNED) {
            return status;
        }
        int packed = status | bidi(codePoint) << 4 | joining(codePoint) << 8 | script(codePoint) << 11;
        packed |= isIdnaValid(codePoint) ? CodePoints.IDNA_VALID : 0;
        packed |= isMark(codePoint) ? CodePoints.MARK : 0;
        packed |= has(codePoint, UProperty.CASED) ? CodePoints.CASED : 0;
        packed |= has(codePoint, UProperty.CASE_IGNORABLE) ? CodePoints.CASE_IGNORABLE : 0;
        packed |= type(codePoint) == UCharacterCategory.SPACE_SEPARATOR ? CodePoints.SPACE : 0;
        boolean old = UCharacter.getAge(codePoint).compareTo(VersionInfo.getInstance(3, 2)) <= 0;
        packed |= old ? CodePoints.IN_UNICODE_3_2 : 0;
        return packed | UCharacter.getCombiningClass(codePoint) << 18;
    }

    /** RFC 8264 section 8, in its order. */
    private static int precisStatus(int codePoint) {
        Integer exception = exception(codePoint);
        if (exception != null) {
            return exception;
        } else if (isUnassigned(codePoint)) {
            return CodePoints.UNASSIGNED;
        } else if (codePoint >= 0x21 && codePoint <= 0x7E) {
            return CodePoints.VALID;
        } else if (has(codePoint, UProperty.JOIN_CONTROL)) {
            return CodePoints.CONTEXT;
        } else if (isOldHangulJamo(codePoint)
                || has(codePoint, UProperty.DEFAULT_IGNORABLE_CODE_POINT)
                || has(codePoint, UProperty.NONCHARACTER_CODE_POINT)
                || type(codePoint) == UCharacterCategory.CONTROL) {
            return CodePoints.DISALLOWED;
        } else if (!NFKC.normalize(text(codePoint)).equals(text(codePoint))) {
            return CodePoints.FREE_FORM;
        } else if (isLetterDigit(codePoint)) {
            return CodePoints.VALID;
        }
        return isFreeForm(type(codePoint)) ? CodePoints.FREE_FORM : CodePoints.DISALLOWED;
    }

    /** RFC 5892 section 3, in its order; only whether it is PVALID, since what depends on context is the same as in PRECIS. */
    private static boolean isIdnaValid(int codePoint) {
        Integer exception = exception(codePoint);
        if (exception != null) {
            return exception == CodePoints.VALID;
        } else if (codePoint < 0x80) {
            return codePoint == '-' || UCharacter.isDigit(codePoint) || UCharacter.isLowerCase(codePoint);
        }
        String folded = UCharacter.foldCase(NFKC.normalize(text(codePoint)), true);
        boolean unstable = !NFKC.normalize(folded).equals(text(codePoint));
        boolean ignorable = has(codePoint, UProperty.DEFAULT_IGNORABLE_CODE_POINT)
                || has(codePoint, UProperty.WHITE_SPACE)
                || has(codePoint, UProperty.NONCHARACTER_CODE_POINT);
        boolean ignorableBlock = (codePoint >= 0x20D0 && codePoint <= 0x20FF)
                || (codePoint >= 0x1D100 && codePoint <= 0x1D1FF)
                || (codePoint >= 0x1D200 && codePoint <= 0x1D24F);
        return !unstable && !ignorable && !ignorableBlock && !isOldHangulJamo(codePoint) && isLetterDigit(codePoint);
    }

    private static @Nullable Integer exception(int codePoint) {
        if (EXCEPTIONS_VALID.contains(codePoint)) {
            return CodePoints.VALID;
        } else if (EXCEPTIONS_DISALLOWED.contains(codePoint)) {
            return CodePoints.DISALLOWED;
        }
        boolean digits = (codePoint >= 0x660 && codePoint <= 0x669) || (codePoint >= 0x6F0 && codePoint <= 0x6F9);
        return digits || EXCEPTIONS_CONTEXT.contains(codePoint) ? CodePoints.CONTEXT : null;
    }

    /** Returns what fullwidth and halfwidth code points decompose to, and the others as they are. */
    static int widthMapped(int codePoint) {
        int type = UCharacter.getIntPropertyValue(codePoint, UProperty.DECOMPOSITION_TYPE);
        if (type == UCharacter.getPropertyValueEnum(UProperty.DECOMPOSITION_TYPE, "Wide")
                || type == UCharacter.getPropertyValueEnum(UProperty.DECOMPOSITION_TYPE, "Narrow")) {
            return NFKC.getRawDecomposition(codePoint).codePointAt(0);
        }
        return codePoint;
    }

    private static boolean isUnassigned(int codePoint) {
        return type(codePoint) == UCharacterCategory.UNASSIGNED && !has(codePoint, UProperty.NONCHARACTER_CODE_POINT);
    }

    private static boolean isOldHangulJamo(int codePoint) {
        int type = UCharacter.getIntPropertyValue(codePoint, UProperty.HANGUL_SYLLABLE_TYPE);
        return type == UCharacter.HangulSyllableType.LEADING_JAMO
                || type == UCharacter.HangulSyllableType.VOWEL_JAMO
                || type == UCharacter.HangulSyllableType.TRAILING_JAMO;
    }

    private static boolean isLetterDigit(int codePoint) {
        return switch (type(codePoint)) {
            case UCharacterCategory.LOWERCASE_LETTER,
                    UCharacterCategory.UPPERCASE_LETTER,
                    UCharacterCategory.OTHER_LETTER,
                    UCharacterCategory.DECIMAL_DIGIT_NUMBER,
                    UCharacterCategory.MODIFIER_LETTER,
                    UCharacterCategory.NON_SPACING_MARK,
                    UCharacterCategory.COMBINING_SPACING_MARK -> true;
            default -> false;
        };
    }

    private static boolean isFreeForm(int type) {
        return switch (type) {
            case UCharacterCategory.TITLECASE_LETTER,
                    UCharacterCategory.LETTER_NUMBER,
                    UCharacterCategory.OTHER_NUMBER,
                    UCharacterCategory.ENCLOSING_MARK,
                    UCharacterCategory.SPACE_SEPARATOR,
                    UCharacterCategory.MATH_SYMBOL,
                    UCharacterCategory.CURRENCY_SYMBOL,
                    UCharacterCategory.MODIFIER_SYMBOL,
                    UCharacterCategory.OTHER_SYMBOL,
                    UCharacterCategory.CONNECTOR_PUNCTUATION,
                    UCharacterCategory.DASH_PUNCTUATION,
                    UCharacterCategory.START_PUNCTUATION,
                    UCharacterCategory.END_PUNCTUATION,
                    UCharacterCategory.INITIAL_PUNCTUATION,
                    UCharacterCategory.FINAL_PUNCTUATION,
                    UCharacterCategory.OTHER_PUNCTUATION -> true;
            default -> false;
        };
    }

    private static boolean isMark(int codePoint) {
        int type = type(codePoint);
        return type == UCharacterCategory.NON_SPACING_MARK
                || type == UCharacterCategory.COMBINING_SPACING_MARK
                || type == UCharacterCategory.ENCLOSING_MARK;
    }

    private static int bidi(int codePoint) {
        int value = UCharacter.getIntPropertyValue(codePoint, UProperty.BIDI_CLASS);
        return BIDI.getOrDefault(value, CodePoints.BIDI_OTHER);
    }

    private static int joining(int codePoint) {
        return switch (UCharacter.getIntPropertyValue(codePoint, UProperty.JOINING_TYPE)) {
            case UCharacter.JoiningType.DUAL_JOINING -> CodePoints.JOINING_D;
            case UCharacter.JoiningType.RIGHT_JOINING -> CodePoints.JOINING_R;
            case UCharacter.JoiningType.LEFT_JOINING -> CodePoints.JOINING_L;
            case UCharacter.JoiningType.TRANSPARENT -> CodePoints.JOINING_T;
            default -> CodePoints.JOINING_NONE;
        };
    }

    private static int script(int codePoint) {
        return switch (UScript.getScript(codePoint)) {
            case UScript.GREEK -> CodePoints.SCRIPT_GREEK;
            case UScript.HEBREW -> CodePoints.SCRIPT_HEBREW;
            case UScript.HIRAGANA, UScript.KATAKANA, UScript.HAN -> CodePoints.SCRIPT_JAPANESE;
            default -> CodePoints.SCRIPT_OTHER;
        };
    }

    private static int type(int codePoint) {
        return UCharacter.getType(codePoint);
    }

    private static boolean has(int codePoint, int property) {
        return UCharacter.hasBinaryProperty(codePoint, property);
    }

    private static String text(int codePoint) {
        return new String(Character.toChars(codePoint));
    }
}

package im.redoubt.protocol.address;

import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * Applies the rules of the profiles: the string class to what came in, the mappings in the order of RFC 8264 section 7 until
 * nothing changes any more, then the string class with its contextual rules and the direction to what came out.
 *
 * <p>The contextual rules look at the mapped string only: whether a middle dot stands between two {@code l} is decided once
 * both are in lower case.
 */
final class Profiles {
    /** How often the rules are applied before a string that keeps changing is refused (RFC 8264 section 7). */
    private static final int MAX_PASSES = 4;

    private Profiles() {}

    static Outcome<String> enforce(PrecisProfile profile, String text) {
        int[] received = text.codePoints().toArray();
        return switch (profile) {
            case USERNAME_CASE_MAPPED -> {
                Outcome<int[]> mapped = mapped(Mappings.width(received), StringClass.IDENTIFIER, Profiles::username);
                yield mapped.then(prepared -> BidiRule.concerns(prepared) && !BidiRule.allows(prepared)
                        ? Outcome.refused("mixes directions (RFC 5893)")
                        : accepted(prepared));
            }
            case OPAQUE_STRING ->
                mapped(received, StringClass.FREE_FORM, Profiles::opaque).then(Profiles::accepted);
            case NICKNAME ->
                mapped(received, StringClass.FREE_FORM, Profiles::nickname).then(Profiles::accepted);
        };
    }

    static Outcome<String> comparisonKey(PrecisProfile profile, String text) {
        if (profile != PrecisProfile.NICKNAME) {
            return enforce(profile, text);
        }
        int[] received = text.codePoints().toArray();
        return mapped(received, StringClass.FREE_FORM, Profiles::nicknameKey).then(Profiles::accepted);
    }

    private static Outcome<String> accepted(int[] prepared) {
        return Outcome.accepted(new String(prepared, 0, prepared.length));
    }

    /** RFC 8265 section 3.3.2; width is mapped already. */
    private static int[] username(int[] text) {
        return Normalization.nfc(Mappings.lower(text));
    }

    /** RFC 8265 section 4.2.2. */
    private static int[] opaque(int[] text) {
        return Normalization.nfc(Mappings.spaces(text));
    }

    /** RFC 8266 section 2.3. */
    private static int[] nickname(int[] text) {
        return Normalization.nfkc(Mappings.collapsedSpaces(text));
    }

    /** RFC 8266 section 2.4. */
    private static int[] nicknameKey(int[] text) {
        return Normalization.nfkc(Mappings.lower(Mappings.collapsedSpaces(text)));
    }

    private static Outcome<int[]> mapped(int[] received, StringClass stringClass, UnaryOperator<int[]> mapping) {
        int refused = stringClass.firstRefused(received);
        if (refused >= 0) {
            return stringClass.refusal(received[refused]);
        }
        int[] text = received;
        for (int pass = 0; pass < MAX_PASSES; pass++) {
            int[] next = mapping.apply(text);
            if (Arrays.equals(next, text)) {
                return finished(text, stringClass);
            }
            text = next;
        }
        return Outcome.refused("changes every time it is prepared");
    }

    private static Outcome<int[]> finished(int[] text, StringClass stringClass) {
        if (text.length == 0) {
            return Outcome.refused("is empty");
        }
        int refused = stringClass.firstRefused(text);
        if (refused >= 0) {
            return stringClass.refusal(text[refused]);
        }
        return ContextRules.allow(text)
                ? Outcome.accepted(text)
                : Outcome.refused("holds a code point that may not stand where it does (RFC 5892 appendix A)");
    }
}

package im.redoubt.protocol.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import rocks.xmpp.precis.PrecisProfiles;

/**
 * Compares the profiles with those of rocks.xmpp. That one asks the JDK for its characters, so it is compared where the JDK
 * has Unicode 16. Where they differ, {@link #reason} has to know why.
 */
class PrecisDifferentialTest {
    @Test
    @Tag("R-74")
    @Tag("R-75")
    void usernamesAgreeOrDifferForAReason() {
        compare(PrecisProfile.USERNAME_CASE_MAPPED, PrecisProfiles.USERNAME_CASE_MAPPED);
    }

    @Test
    @Tag("R-74")
    void opaqueStringsAgreeOrDifferForAReason() {
        compare(PrecisProfile.OPAQUE_STRING, PrecisProfiles.OPAQUE_STRING);
    }

    @Test
    @Tag("R-75")
    void nicknamesAgreeOrDifferForAReason() {
        compare(PrecisProfile.NICKNAME, PrecisProfiles.NICKNAME);
    }

    @Test
    @Tag("A-57")
    void usernamesAreMappedAsIcuMapsThem() {
        List<String> differing = new ArrayList<>();
        List<String> samples = new ArrayList<>(Samples.everyCodePoint());
        samples.addAll(Samples.random(8265, 50_000));
        for (String text : samples) {
            String expected = UnicodeFolding.of(text);
            Optional<String> ours = PrecisProfile.USERNAME_CASE_MAPPED.enforce(text);
            if (ours.isPresent() && !ours.get().equals(expected)) {
                differing.add(Samples.shown(text));
            }
        }
        assertThat(differing).isEmpty();
    }

    private static void compare(PrecisProfile ours, rocks.xmpp.precis.PrecisProfile theirs) {
        assumeTrue(Character.isDefined(0x10D50) && !Character.isDefined(0x10940), "this JDK has another Unicode");
        List<String> unexplained = new ArrayList<>();
        List<String> samples = new ArrayList<>(Samples.everyCodePoint());
        samples.addAll(Samples.random(8264, 20_000));
        for (String text : samples) {
            Optional<String> our = ours.enforce(text);
            Optional<String> their = enforce(theirs, text);
            if (!our.equals(their) && !reason(ours, text, our.isPresent())) {
                unexplained.add(Samples.shown(text) + " ours: " + our + " theirs: " + their);
            }
        }
        assertThat(unexplained).isEmpty();
    }

    private static Optional<String> enforce(rocks.xmpp.precis.PrecisProfile profile, String text) {
        try {
            return Optional.of(profile.enforce(text));
        } catch (IllegalArgumentException refused) {
            return Optional.empty();
        }
    }

    /** Returns whether there is a reason for a string on which we differ. */
    private static boolean reason(PrecisProfile profile, String text, boolean accepted) {
        int[] received = text.codePoints().toArray();
        if (!accepted) {
            StringClass required =
                    profile == PrecisProfile.USERNAME_CASE_MAPPED ? StringClass.IDENTIFIER : StringClass.FREE_FORM;
            // They look at the string class only after mapping: they take the Kelvin sign for a k, conjoining letters
            // of
            // Hangul for syllables, and strip control characters from nicknames. RFC 8265 section 3.3.1 and RFC 8266
            // section 2.2 ask for the class first. They also miss that variation selectors are default ignorable, and
            // do
            // not apply CONTEXTO to free-form strings, where RFC 8264 section 4.3.2 asks for it.
            return required.firstRefused(Mappings.width(received)) >= 0 || hasContext(text);
        }
        // Their final sigma is that of String.toLowerCase, which looks for words rather than for cased letters. Their
        // rules
        // for the middle dot of Katakana and the keraia look at the first neighbours only, and they do not allow ZWNJ
        // and ZWJ
        // after every virama.
        return text.indexOf(0x3A3) >= 0 || hasContext(text);
    }

    private static boolean hasContext(String text) {
        int[] decomposed = Normalization.nfkc(text.codePoints().toArray());
        for (int codePoint : decomposed) {
            if (CodePoints.status(codePoint) == CodePoints.CONTEXT) {
                return true;
            }
        }
        return false;
    }
}

package im.redoubt.protocol.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The short way and the long way never disagree about what an address is. */
class AsciiPartsTest {
    private static final String ALPHABET = "abxyzAZ019-.-.@/_[]: \"&'<>\\%~\u007f\u0000n--";

    @Test
    @Tag("R-74")
    void recognisesOnlyWhatTheLongWayLeavesAsItIs() {
        Random random = new Random(7622);
        int recognised = 0;
        for (int i = 0; i < 300_000; i++) {
            StringBuilder sample = new StringBuilder();
            int length = random.nextInt(8);
            for (int j = 0; j < length; j++) {
                sample.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
            }
            String text = sample.toString();
            if (AsciiParts.isLocal(text, 0, length)) {
                recognised++;
                assertThat(PrecisProfile.USERNAME_CASE_MAPPED.enforce(text)).contains(text);
            }
            if (AsciiParts.isResource(text, 0, length)) {
                recognised++;
                assertThat(PrecisProfile.OPAQUE_STRING.enforce(text)).contains(text);
            }
            if (AsciiParts.isDomain(text, 0, length)) {
                recognised++;
                assertThat(DomainRules.enforce(text).toOptional()).contains(text);
            }
        }
        assertThat(recognised).isGreaterThan(10_000);
    }

    @Test
    void recognisesWhatIsUsual() {
        assertThat(AsciiParts.isBare("juliet@example.org", 6, 18)).isTrue();
        assertThat(AsciiParts.isBare("conference.a-b.example.org", -1, 26)).isTrue();
        assertThat(AsciiParts.isResource("ab3-xyz", 0, 7)).isTrue();
        assertThat(AsciiParts.isLocal("Juliet", 0, 6)).isFalse();
        assertThat(AsciiParts.isDomain("127.0.0.1", 0, 9)).isFalse();
        assertThat(AsciiParts.isDomain("xn--bcher-kva.ch", 0, 16)).isFalse();
    }
}

package im.redoubt.protocol.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.stringprep.XmppStringprepException;

/** Splits addresses as jxmpp does. It brings no PRECIS of its own, so this compares ASCII. */
class JxmppDifferentialTest {
    private static final String ALPHABET = "abcAB01.@/-_ []:'<&\"\\~";

    @Test
    @Tag("R-74")
    void splitsAsJxmppDoesOrRefusesForAReason() {
        Random random = new Random(1100);
        List<String> differing = new ArrayList<>();
        int accepted = 0;
        for (int i = 0; i < 200_000; i++) {
            StringBuilder sample = new StringBuilder();
            for (int j = 1 + random.nextInt(9); j > 0; j--) {
                sample.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
            }
            String text = sample.toString();
            Optional<String> ours = Jid.parse(text).map(Jid::toString);
            Optional<String> theirs = theirs(text);
            accepted += ours.isPresent() ? 1 : 0;
            if (!ours.equals(theirs) && !(ours.isEmpty() && domainIsTheReason(text))) {
                differing.add(text + " ours: " + ours + " theirs: " + theirs);
            }
        }
        assertThat(differing).isEmpty();
        assertThat(accepted).isGreaterThan(10_000);
    }

    /** jxmpp takes any domain; we want host names or addresses (RFC 7622 section 3.2). */
    private static boolean domainIsTheReason(String text) {
        String bare = text.indexOf('/') < 0 ? text : text.substring(0, text.indexOf('/'));
        return JidPart.DOMAIN
                .prepare(bare.substring(bare.indexOf('@') + 1))
                .toOptional()
                .isEmpty();
    }

    private static Optional<String> theirs(String text) {
        try {
            return Optional.of(JidCreate.from(text).toString());
        } catch (XmppStringprepException | IllegalArgumentException refused) {
            return Optional.empty();
        }
    }
}

package im.redoubt.client.attack;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.testkit.hostile.Recording;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** What has got out, judged by the bytes that a server received. */
final class Leaks {
    /** Whatever a client may say in clear: to which domain it speaks, that it wants TLS, that it goes, and why. */
    private static final Pattern IN_CLEAR = Pattern.compile("(<\\?xml [^>]*\\?>)?"
            + "(<stream:stream [^>]*>)?(<starttls xmlns=['\"]urn:ietf:params:xml:ns:xmpp-tls['\"]/>)?"
            + "(<stream:error>.*</stream:error>)?(</stream:stream>)?");

    private static final Pattern CUT = Pattern.compile(".{0,8}|<(\\?xml|stream:|starttls|/stream).*");

    private static final String NAME = Range.ACCOUNT.substring(0, Range.ACCOUNT.indexOf('@'));

    private Leaks() {}

    /** How far a client went. */
    enum Disclosure {
        /** Nothing but the domain, in clear: TLS was not had. */
        DOMAIN,
        /** A header over TLS. */
        HEADER,
        /** The name of the account, and a nonce. */
        NAME,
        /** A proof of the password, by which nobody can sign in elsewhere or later. */
        PROOF,
        /** Two of them, since the first was refused: by the strongest hash that was offered, and the next (decision 23). */
        PROOFS,
        /** A session. */
        SESSION
    }

    /** Nothing in these recordings is more than is allowed, and nothing secret is in any. */
    static void assertNoMoreThan(Disclosure most, List<Recording> recordings) {
        for (Recording recording : recordings) {
            assertNothingSecret(recording);
            String said = recording.overTls();
            assertThat(said).as("over TLS").doesNotContain("<starttls", "<compress");
            if (most == Disclosure.DOMAIN) {
                assertThat(said).as("over TLS").isEmpty();
            }
            if (most.compareTo(Disclosure.HEADER) <= 0) {
                assertThat(said).as("over TLS").doesNotContain("<auth", "<response", "<iq", "<message", "<presence");
            }
            if (most.compareTo(Disclosure.NAME) <= 0) {
                assertThat(said).as("over TLS").doesNotContain("<response", "<iq", "<message", "<presence");
            }
            if (most.compareTo(Disclosure.PROOFS) <= 0) {
                assertThat(said).as("over TLS").doesNotContain("<message", "<presence");
                assertThat(said.split("<response", -1).length - 1)
                        .as("proofs")
                        .isLessThanOrEqualTo(most == Disclosure.PROOFS ? 2 : 1);
            }
        }
    }

    /** The password is nowhere, whatever it is wrapped in; what went in clear names the domain and nothing else. */
    static void assertNothingSecret(Recording recording) {
        String wire = new String(recording.onTheWire(), StandardCharsets.ISO_8859_1);
        for (String form : forms()) {
            assertThat(wire.contains(form)).as("password on the wire").isFalse();
            assertThat(recording.overTls().contains(form))
                    .as("password over TLS")
                    .isFalse();
        }
        // It may have been cut on the way: then its last tag is the beginning of one that is allowed.
        String clear = recording.inClear();
        int whole = clear.lastIndexOf('>') + 1;
        assertThat(clear.substring(0, whole)).matches(IN_CLEAR);
        assertThat(clear.substring(whole)).matches(CUT);
        assertThat(recording.inClear()).doesNotContain(NAME);
        assertThat(wire).as("on the wire").doesNotContain(NAME);
    }

    /** Returns the password as it is and inside of base64, at each of its three positions. */
    private static List<String> forms() {
        String password = Range.PASSWORD;
        String[] forms = new String[4];
        forms[0] = password;
        for (int shift = 0; shift < 3; shift++) {
            byte[] bytes = ("x".repeat(shift) + password).getBytes(StandardCharsets.UTF_8);
            String text = Base64.getEncoder().withoutPadding().encodeToString(bytes);
            forms[shift + 1] = text.substring(shift == 0 ? 0 : shift + 1, text.length() - 2);
        }
        return Arrays.asList(forms);
    }
}

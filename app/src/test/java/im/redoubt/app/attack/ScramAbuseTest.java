package im.redoubt.app.attack;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.app.command.RawClient;
import im.redoubt.app.command.RunningRedoubt;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SCRAM messages that are forged or malformed (RFC 5802). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScramAbuseTest {
    private static final String PASSWORD = RunningRedoubt.PASSWORD;
    private static final byte[] NONE = {};

    private final Strangers strangers;

    ScramAbuseTest(@TempDir Path directory) {
        this.strangers = new Strangers(directory);
    }

    @AfterAll
    void stop() {
        strangers.close();
    }

    @Test
    void theRightProofSignsIn() {
        try (RawClient client = strangers.next()) {
            Scram scram = Scram.begin(client, "SCRAM-SHA-256", "n,,", "alice").challenged();
            client.send(Scram.response(scram.proof(PASSWORD, NONE)));

            assertThat(client.await("</success>")).contains("<success");
        }
    }

    @Test
    @Tag("A-41")
    void aNonceThatIsNotTheChallengesIsRefused() {
        for (int forgery = 0; forgery < 4; forgery++) {
            try (RawClient client = strangers.next()) {
                Scram scram =
                        Scram.begin(client, "SCRAM-SHA-256", "n,,", "alice").challenged();
                String nonce = scram.challenge('r');
                String forged = switch (forgery) {
                    case 0 -> nonce.substring(0, 24);
                    case 1 -> nonce.substring(0, nonce.length() - 1);
                    case 2 -> nonce + "A";
                    default -> "x" + nonce.substring(1);
                };
                client.send(Scram.response(scram.proof(PASSWORD, NONE, forged)));

                assertThat(client.await("</failure>")).contains("<not-authorized/>");
            }
        }
    }

    @Test
    @Tag("A-42")
    @Tag("A-44")
    void theServerAddsANonceOfItsOwnAndAsksForEnoughRounds() {
        try (RawClient one = strangers.next();
                RawClient two = strangers.next()) {
            Scram first = Scram.begin(one, "SCRAM-SHA-256", "n,,", "alice").challenged();
            Scram second = Scram.begin(two, "SCRAM-SHA-256", "n,,", "alice").challenged();

            assertThat(first.challenge('r')).hasSizeGreaterThanOrEqualTo(24 + 22);
            assertThat(first.challenge('r').substring(24))
                    .isNotEqualTo(second.challenge('r').substring(24));
            assertThat(Integer.parseInt(first.challenge('i'))).isBetween(10_000, 100_000);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "n,,n=alice,r=|malformed-request",
                "n,,n=alice,r=short|malformed-request",
                "n,,n=alice|malformed-request",
                "n,,r=rOprNGfwEbeRWgbNEkqO,n=alice|malformed-request",
                "n,,n=alice,n=bob,r=rOprNGfwEbeRWgbNEkqO|malformed-request",
                "n,,n=alice,r=rOprNGfwEbeRWgbNEkqO,r=rOprNGfwEbeRWgbNEkqO|malformed-request",
                "n,,m=x,n=alice,r=rOprNGfwEbeRWgbNEkqO|malformed-request",
                "n,,n=,r=rOprNGfwEbeRWgbNEkqO|malformed-request",
                "n,,n=al=2Xice,r=rOprNGfwEbeRWgbNEkqO|malformed-request",
                "n,,n=alice=,r=rOprNGfwEbeRWgbNEkqO|malformed-request",
                "x,,n=alice,r=rOprNGfwEbeRWgbNEkqO|malformed-request",
                "n,n=alice,r=rOprNGfwEbeRWgbNEkqO|malformed-request",
                "p=,,n=alice,r=rOprNGfwEbeRWgbNEkqO|malformed-request",
                "n,a=,n=alice,r=rOprNGfwEbeRWgbNEkqO|malformed-request",
                "|malformed-request"
            })
    @Tag("A-45")
    @Tag("A-42")
    @Tag("A-57")
    void aMalformedFirstMessageIsRefused(String message, String condition) {
        try (RawClient client = strangers.next()) {
            client.send(Scram.auth("SCRAM-SHA-256", message == null ? "" : message));

            assertThat(client.await("</failure>")).contains("<" + condition + "/>");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "c=biws,r=NONCE|malformed-request",
                "c=biws,p=AAAA,r=NONCE|malformed-request",
                "r=NONCE,c=biws,p=PROOF|malformed-request",
                "c=biws,r=NONCE,p=AAAA|malformed-request",
                "c=biws,r=NONCE,p=!!!!|malformed-request",
                "c=biws,r=NONCE,p=PROOF,p=PROOF|malformed-request",
                "c=biws,r=NONCE,p=|malformed-request",
                "c=,r=NONCE,p=PROOF|not-authorized",
                "c=eSws,r=NONCE,p=PROOF|not-authorized",
                "|malformed-request"
            })
    @Tag("A-45")
    @Tag("A-46")
    void aMalformedFinalMessageIsRefused(String message, String condition) {
        try (RawClient client = strangers.next()) {
            Scram scram = Scram.begin(client, "SCRAM-SHA-256", "n,,", "alice").challenged();
            String right = scram.proof(PASSWORD, NONE);
            String sent = message == null
                    ? ""
                    : message.replace("NONCE", scram.challenge('r'))
                            .replace("PROOF", right.substring(right.indexOf(",p=") + 3));
            client.send(Scram.response(sent));

            assertThat(client.await("</failure>")).containsAnyOf("<" + condition + "/>", "<malformed-request/>");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"!", "AAA", "AAAA====", "AA=A", "AAAB=", " AAAA", "A\nAAA", "\u00e4"})
    @Tag("A-45")
    void whatIsNotBase64IsRefused(String data) {
        try (RawClient client = strangers.next()) {
            client.send("<auth xmlns='" + Scram.SASL + "' mechanism='SCRAM-SHA-256'>" + data + "</auth>");

            assertThat(client.await("</failure>")).containsAnyOf("<incorrect-encoding/>", "<malformed-request/>");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SCRAM-SHA-1", "SCRAM-SHA-256", "SCRAM-SHA-512"})
    @Tag("A-53")
    @Tag("SRV-12")
    void whoDoesNotExistIsAnsweredAsIfHeDid(String mechanism) {
        String known = challengeWithoutNonce(mechanism, "bob");
        String unknown = challengeWithoutNonce(mechanism, "nobody");

        assertThat(challengeWithoutNonce(mechanism, "nobody")).isEqualTo(unknown);
        assertThat(challengeWithoutNonce(mechanism, "NOBODY")).isEqualTo(unknown);
        assertThat(challengeWithoutNonce(mechanism, "nobody2")).isNotEqualTo(unknown);
        assertThat(unknown.replaceAll("s=[^,]+", "s=")).isEqualTo(known.replaceAll("s=[^,]+", "s="));
        assertThat(salt(unknown)).hasSameSizeAs(salt(known));
    }

    private static byte[] salt(String challenge) {
        return Base64.getDecoder().decode(challenge.replaceAll(".*s=([^,]+),.*", "$1"));
    }

    private String challengeWithoutNonce(String mechanism, String name) {
        try (RawClient client = strangers.next()) {
            Scram scram = Scram.begin(client, mechanism, "n,,", name).challenged();
            return "s=" + scram.challenge('s') + ",i=" + scram.challenge('i');
        }
    }

    @Test
    @Tag("A-53")
    @Tag("SRV-12")
    void theFailureIsTheSameForThoseWhoExistAndThoseWhoDoNot() {
        assertThat(failure("SCRAM-SHA-256", "nobody")).isEqualTo(failure("SCRAM-SHA-256", "bob"));
        assertThat(plainFailure("nobody")).isEqualTo(plainFailure("bob"));
        assertThat(plainFailure("no body")).isEqualTo(plainFailure("bob"));
    }

    private String failure(String mechanism, String name) {
        try (RawClient client = strangers.next()) {
            Scram scram = Scram.begin(client, mechanism, "n,,", name).challenged();
            client.send(Scram.response(scram.proof("wrong", NONE)));
            return client.await("</failure>");
        }
    }

    private String plainFailure(String name) {
        try (RawClient client = strangers.next()) {
            byte[] message = ("\0" + name + "\0wrong").getBytes(StandardCharsets.UTF_8);
            client.send(Scram.auth("PLAIN", new String(message, StandardCharsets.UTF_8)));
            return client.await("</failure>");
        }
    }
}

package im.redoubt.app.attack;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.app.command.RawClient;
import im.redoubt.app.command.RunningRedoubt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sign-ins that are forged, malformed, downgraded or out of order. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignInAbuseTest {
    private static final String PASSWORD = RunningRedoubt.PASSWORD;
    private static final byte[] NONE = {};

    private final RunningRedoubt service;
    private final Attacker everybody;
    private final AtomicInteger addresses = new AtomicInteger();

    SignInAbuseTest(@TempDir Path directory) {
        this.service = new RunningRedoubt(
                        directory, "limits.sign_in_account_free_failures=10000", "limits.sign_in_delay_milliseconds=50")
                .with("alice")
                .with("bob")
                .with("j\u00fcrgen");
        this.everybody = Attacker.of(service);
    }

    @AfterAll
    void stop() {
        service.close();
    }

    /** Each attack comes from somewhere else, so that none is slowed because of another. */
    private RawClient stranger() {
        RawClient client = everybody
                .at("127.1.0." + (1 + addresses.incrementAndGet() % 250))
                .client();
        client.send(RawClient.HEADER).await("</stream:features>");
        return client;
    }

    @Test
    void theRightProofSignsIn() {
        try (RawClient client = stranger()) {
            Scram scram = Scram.begin(client, "SCRAM-SHA-256", "n,,", "alice").challenged();
            client.send(Scram.response(scram.proof(PASSWORD, NONE)));

            assertThat(client.await("</success>")).contains("<success");
        }
    }

    @Test
    @Tag("A-41")
    void aNonceThatIsNotTheChallengesIsRefused() {
        for (int forgery = 0; forgery < 4; forgery++) {
            try (RawClient client = stranger()) {
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
        try (RawClient one = stranger();
                RawClient two = stranger()) {
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
        try (RawClient client = stranger()) {
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
        try (RawClient client = stranger()) {
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
        try (RawClient client = stranger()) {
            client.send("<auth xmlns='" + Scram.SASL + "' mechanism='SCRAM-SHA-256'>" + data + "</auth>");

            assertThat(client.await("</failure>")).containsAnyOf("<incorrect-encoding/>", "<malformed-request/>");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SCRAM-SHA-256|y,,|server-does-support-channel-binding",
                "SCRAM-SHA-256-PLUS|y,,|server-does-support-channel-binding",
                "SCRAM-SHA-256-PLUS|p=tls-unique,,|unsupported-channel-binding-type",
                "SCRAM-SHA-256-PLUS|p=made-up,,|unsupported-channel-binding-type",
                "SCRAM-SHA-256-PLUS|n,,|other-error",
                "SCRAM-SHA-256|p=tls-exporter,,|channel-binding-not-supported"
            })
    @Tag("A-46")
    @Tag("A-48")
    void aDowngradeOrAnUnknownBindingIsRefused(String mechanism, String header, String error) {
        try (RawClient client = stranger()) {
            Scram.begin(client, mechanism, header, "alice");

            assertThat(client.await("</failure>")).contains(error);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tls-exporter", "tls-server-end-point"})
    @Tag("A-46")
    void theWrongBindingIsRefusedWithTheRightPassword(String type) {
        try (RawClient client = stranger()) {
            Scram scram = Scram.begin(client, "SCRAM-SHA-256-PLUS", "p=" + type + ",,", "alice")
                    .challenged();
            client.send(Scram.response(scram.proof(PASSWORD, new byte[32])));

            assertThat(client.await("</failure>")).contains("channel-bindings-dont-match");
        }
    }

    @Test
    @Tag("A-47")
    @Tag("A-48")
    void onlyBindingsThatTheConnectionHasAreOffered()
            throws IOException, CertificateException, NoSuchAlgorithmException {
        try (SSLSocket socket =
                everybody.at("127.1.1.1").secure(parameters -> parameters.setProtocols(new String[] {"TLSv1.2"}))) {
            RawClient client = RawClient.over(socket);
            assertThat(client.send(RawClient.HEADER).await("</stream:features>"))
                    .contains("tls-server-end-point")
                    .doesNotContain("tls-exporter");
            Scram.begin(client, "SCRAM-SHA-256-PLUS", "p=tls-exporter,,", "alice");
            assertThat(client.await("</failure>")).contains("unsupported-channel-binding-type");

            byte[] certificate = socket.getSession().getPeerCertificates()[0].getEncoded();
            byte[] binding = MessageDigest.getInstance("SHA-256").digest(certificate);
            Scram scram = Scram.begin(client, "SCRAM-SHA-256-PLUS", "p=tls-server-end-point,,", "alice")
                    .challenged();
            client.send(Scram.response(scram.proof(PASSWORD, binding)));
            assertThat(client.await("</success>")).contains("<success");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ANONYMOUS",
                "EXTERNAL",
                "DIGEST-MD5",
                "CRAM-MD5",
                "GSSAPI",
                "OAUTHBEARER",
                "X-OAUTH2",
                "scram-sha-256",
                " SCRAM-SHA-256",
                "SCRAM-SHA-256 ",
                "SCRAM-SHA-512-PLUS-PLUS",
                "plain",
                "PLAIN ",
                "",
                "SCRAM-MD5",
                "LOGIN",
                "HT-SHA-256-NONE"
            })
    @Tag("A-49")
    void aMechanismThatWasNotOfferedIsRefused(String mechanism) {
        try (RawClient client = stranger()) {
            client.send(Scram.auth(mechanism, "\0alice\0" + PASSWORD));

            assertThat(client.await("</failure>")).contains("<invalid-mechanism/>");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bob",
                "bob@localhost",
                "alice@elsewhere.example",
                "alice@localhost/home",
                "ALICE@LOCALHOST/x",
                "@",
                "alice@",
                "alice"
            })
    @Tag("A-50")
    void nobodySignsInAsSomebodyElse(String authzid) {
        try (RawClient plain = stranger();
                RawClient scram = stranger()) {
            plain.send(Scram.auth("PLAIN", authzid + "\0alice\0" + PASSWORD));
            assertThat(plain.await("</failure>")).containsAnyOf("<invalid-authzid/>", "<malformed-request/>");
            Scram.begin(scram, "SCRAM-SHA-256", "n,a=" + authzid + ",", "alice");
            assertThat(scram.await("</failure>")).containsAnyOf("<invalid-authzid/>", "<malformed-request/>");
        }
    }

    @ParameterizedTest
    @CsvSource({"alice@localhost,alice", "ALICE@localhost,alice", "alice@localhost,ALICE"})
    @Tag("A-50")
    @Tag("A-57")
    void theSessionIsAlwaysWhoSignedIn(String authzid, String name) {
        try (RawClient client = stranger()) {
            client.send(Scram.auth("PLAIN", authzid + "\0" + name + "\0" + PASSWORD))
                    .await("<success");
            client.await("/>");
            client.send(RawClient.HEADER).await("</stream:features>");
            client.send("<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>");

            assertThat(client.await("</iq>")).contains("<jid>alice@localhost/");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alice",
                "\0alice",
                "\0alice\0",
                "\0\0secret",
                "\0\0",
                "\0",
                "\0alice\0a\0b",
                "\0alice\0a\0",
                "\0\0alice\0a",
                "a\0b\0c\0d\0e"
            })
    @Tag("A-51")
    void aMalformedPlainMessageIsRefused(String message) {
        try (RawClient client = stranger()) {
            client.send(Scram.auth("PLAIN", message));

            assertThat(client.await("</failure>"))
                    .containsAnyOf("<malformed-request/>", "<invalid-authzid/>")
                    .doesNotContain("not-authorized");
        }
    }

    @Test
    @Tag("A-51")
    void aVeryLongPasswordEndsTheStreamAndNotTheServer() {
        try (RawClient client = stranger()) {
            client.send(Scram.auth("PLAIN", "\0alice\0" + "x".repeat(7_000)));
            assertThat(client.await("</failure>")).containsAnyOf("<malformed-request/>", "<not-authorized/>");
            client.send(Scram.auth("PLAIN", "\0alice\0" + "x".repeat(20_000)));
            assertThat(client.awaitEnd()).contains("<stream:error><policy-violation");
        }
    }

    @Test
    @Tag("A-51")
    void plainIsNotOfferedUnlessTheOperatorSaysSo(@TempDir Path other) {
        try (RunningRedoubt strict = RunningRedoubt.asItComes(other)) {
            try (RawClient client = Attacker.of(strict).client()) {
                assertThat(client.send(RawClient.HEADER).await("</stream:features>"))
                        .contains("SCRAM-SHA-256-PLUS")
                        .doesNotContain("PLAIN");
                client.send(Scram.auth("PLAIN", "\0alice\0" + PASSWORD));
                assertThat(client.await("</failure>")).contains("<invalid-mechanism/>");
            }
        }
    }

    @Test
    @Tag("A-56")
    void theOrderOfAnExchangeIsKept() {
        try (RawClient client = stranger()) {
            client.send(Scram.response("c=biws,r=x,p=AAAA"));
            assertThat(client.await("</failure>")).contains("<malformed-request/>");
            Scram scram = Scram.begin(client, "SCRAM-SHA-256", "n,,", "alice").challenged();
            client.send("<abort xmlns='" + Scram.SASL + "'/>");
            assertThat(client.await("</failure>")).contains("<aborted/>");
            client.send(Scram.response(scram.proof(PASSWORD, NONE)));
            assertThat(client.awaitEnd()).contains("<malformed-request/>").contains("<policy-violation");
        }
    }

    @Test
    @Tag("A-56")
    void twoExchangesAtOnceAreRefusedAndNothingIsLeftOfTheFirst() {
        try (RawClient client = stranger()) {
            Scram scram = Scram.begin(client, "SCRAM-SHA-256", "n,,", "alice").challenged();
            client.send(Scram.auth("SCRAM-SHA-256", "n,,n=bob,r=rOprNGfwEbeRWgbNEkqO"));
            assertThat(client.await("</failure>")).contains("<malformed-request/>");
            client.send(Scram.response(scram.proof(PASSWORD, NONE)));
            assertThat(client.await("</failure>")).contains("<malformed-request/>");
        }
    }

    @Test
    @Tag("A-56")
    void whoHasSignedInCannotSignInAgain() {
        try (RawClient client = stranger()) {
            client.send(Scram.auth("PLAIN", "\0alice\0" + PASSWORD)).await("<success");
            client.await("/>");
            client.send(RawClient.HEADER).await("</stream:features>");

            assertThat(client.send(Scram.auth("PLAIN", "\0bob\0" + PASSWORD)).awaitEnd())
                    .contains("<stream:error><not-authorized")
                    .doesNotContain("<success");
        }
    }

    @Test
    @Tag("A-56")
    @Tag("SRV-06")
    void endlessAttemptsOnOneStreamEnd() {
        try (RawClient client = stranger()) {
            for (int i = 0; i < 3; i++) {
                Scram.begin(client, "SCRAM-SHA-256", "n,,", "alice").challenged();
                client.send("<abort xmlns='" + Scram.SASL + "'/>").await("</failure>");
            }
            assertThat(client.awaitEnd()).contains("<policy-violation");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "correct\u00a0horse\u3000battery",
                "\uff43\uff4f\uff52\uff52\uff45\uff43\uff54 horse battery",
                "cor\u00adrect horse battery"
            })
    @Tag("A-57")
    void passwordsThatAreTheSameAfterPreparationAreTheSame(String password) {
        try (RawClient client = stranger()) {
            client.send(Scram.auth("PLAIN", "\0alice\0" + password));

            assertThat(client.await("/>")).contains("<success");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"j\u00fcrgen", "ju\u0308rgen", "J\u00dcRGEN", "\uff4a\u00fcrgen"})
    @Tag("A-57")
    void namesThatAreTheSameAfterPreparationAreTheSame(String name) {
        try (RawClient client = stranger()) {
            Scram scram = Scram.begin(client, "SCRAM-SHA-256", "n,,", name).challenged();
            client.send(Scram.response(scram.proof(PASSWORD, NONE)));

            assertThat(client.await("</success>")).contains("<success");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"correct horse battery ", "Correct horse battery", "correct horse\u0007battery", "\u0000", " "})
    @Tag("A-57")
    void otherPasswordsAreNot(String password) {
        try (RawClient client = stranger()) {
            client.send(Scram.auth("PLAIN", "\0alice\0" + password));

            assertThat(client.await("</failure>")).containsAnyOf("<not-authorized/>", "<malformed-request/>");
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
        try (RawClient client = stranger()) {
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
        try (RawClient client = stranger()) {
            Scram scram = Scram.begin(client, mechanism, "n,,", name).challenged();
            client.send(Scram.response(scram.proof("wrong", NONE)));
            return client.await("</failure>");
        }
    }

    private String plainFailure(String name) {
        try (RawClient client = stranger()) {
            byte[] message = ("\0" + name + "\0wrong").getBytes(StandardCharsets.UTF_8);
            client.send(Scram.auth("PLAIN", new String(message, StandardCharsets.UTF_8)));
            return client.await("</failure>");
        }
    }
}

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
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sign-ins that ask for less than both sides can do, or for another connection. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BindingAbuseTest {
    private static final String PASSWORD = RunningRedoubt.PASSWORD;

    private final Strangers strangers;

    BindingAbuseTest(@TempDir Path directory) {
        this.strangers = new Strangers(directory);
    }

    @AfterAll
    void stop() {
        strangers.close();
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
        try (RawClient client = strangers.next()) {
            Scram.begin(client, mechanism, header, "alice");

            assertThat(client.await("</failure>")).contains(error);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tls-exporter", "tls-server-end-point"})
    @Tag("A-46")
    void theWrongBindingIsRefusedWithTheRightPassword(String type) {
        try (RawClient client = strangers.next()) {
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
                strangers.at("127.1.1.1").secure(parameters -> parameters.setProtocols(new String[] {"TLSv1.2"}))) {
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

    /** XEP-0474 section 5.1, XEP-0515 section 5.1: the challenge repeats the offer of its profile and the version of TLS. */
    @ParameterizedTest
    @CsvSource({
        "TLSv1.3, 0304, mechanisms",
        "TLSv1.2, 0303, mechanisms",
        "TLSv1.3, 0304, authentication",
        "TLSv1.2, 0303, authentication"
    })
    @Tag("A-48")
    void theChallengeSaysWhatWasOfferedAndOnWhichTls(String version, String number, String feature)
            throws IOException, NoSuchAlgorithmException {
        try (SSLSocket socket =
                strangers.at("127.1.1.2").secure(parameters -> parameters.setProtocols(new String[] {version}))) {
            RawClient client = RawClient.over(socket);
            String features = client.send(RawClient.HEADER).await("</stream:features>");
            String whole = features.substring(features.indexOf("<" + feature), features.indexOf("</" + feature));
            // What tokens are for is announced elsewhere (XEP-0484), and is no mechanism of the profile.
            String profile = whole.replaceAll("<inline.*", "");
            String offered = found(profile, "<mechanism>([^<]*)</mechanism>") + "\u001f"
                    + found(features, "<channel-binding type='([^']*)'/>");
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(offered.getBytes(StandardCharsets.US_ASCII));

            String first = "n,,n=alice,r=rOprNGfwEbeRWgbNEkqO0123";
            client.send(
                    feature.equals("mechanisms")
                            ? Scram.auth("SCRAM-SHA-256", first)
                            : "<authenticate xmlns='urn:xmpp:sasl:2' mechanism='SCRAM-SHA-256'><initial-response>"
                                    + Scram.base64(first) + "</initial-response></authenticate>");
            String challenge = client.await("</challenge>");
            String data = challenge
                    .substring(challenge.lastIndexOf('>', challenge.length() - 2) + 1)
                    .replace("</challenge>", "");
            assertThat(offered).startsWith("PLAIN\u001eSCRAM-");
            assertThat(new String(Base64.getDecoder().decode(data), StandardCharsets.US_ASCII))
                    .endsWith(",h=" + Base64.getEncoder().encodeToString(hash) + ",t=" + number);
        }
    }

    private static String found(String features, String pattern) {
        return Pattern.compile(pattern)
                .matcher(features)
                .results()
                .map(match -> match.group(1))
                .sorted()
                .collect(Collectors.joining("\u001e"));
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
        try (RawClient client = strangers.next()) {
            client.send(Scram.auth(mechanism, "\0alice\0" + PASSWORD));

            assertThat(client.await("</failure>")).contains("<invalid-mechanism/>");
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
}

package im.redoubt.app.attack;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.app.command.RawClient;
import im.redoubt.app.command.RunningRedoubt;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams whose header or order is not what RFC 6120 has, and what comes between the steps. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StreamAbuseTest {
    private static final String SIGN_IN = Scram.auth("PLAIN", "\0alice\0" + RunningRedoubt.PASSWORD);

    private final RunningRedoubt service;
    private final Attacker attacker;
    private final RawClient bob;

    StreamAbuseTest(@TempDir Path directory) {
        this.service = new RunningRedoubt(directory).with("alice").with("bob");
        this.attacker = Attacker.of(service);
        this.bob = attacker.signIn("bob").available();
    }

    @AfterAll
    void stop() {
        bob.close();
        service.close();
    }

    /** A mark of UTF-8 is text before the root; the marks and the zeros of UTF-16 and UTF-32 are another encoding. */
    @ParameterizedTest
    @CsvSource({
        "EFBBBF, not-well-formed",
        "FFFE3C003F00, unsupported-encoding",
        "FEFF003C003F, unsupported-encoding",
        "3C003F007800, unsupported-encoding",
        "003C003F0078, unsupported-encoding",
        "FFFE00003C000000, unsupported-encoding"
    })
    @Tag("S-12")
    void onlyUtf8WithoutAMarkBegins(String hex, String condition) {
        try (RawClient stranger = attacker.client()) {
            assertThat(stranger.send(HexFormat.of().parseHex(hex)).awaitEnd())
                    .startsWith("<?xml version='1.0'?><stream:stream")
                    .contains("<stream:error><" + condition)
                    .endsWith("</stream:stream>");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<?xml version='1.0' encoding='UTF-16'?>|unsupported-encoding",
                "<?xml version='1.0' encoding='iso-8859-1'?>|unsupported-encoding",
                "<?xml version='1.1'?>|not-well-formed",
                "<?xml version='1.0'?><?xml version='1.0'?>|not-well-formed",
                "<!-- x -->|restricted-xml",
                "<?x y?>|restricted-xml",
                "x|not-well-formed"
            })
    @Tag("S-12")
    @Tag("S-3")
    void whatStandsBeforeTheHeaderIsJudgedToo(String before, String condition) {
        try (RawClient stranger = attacker.client()) {
            String header = RawClient.HEADER.substring(RawClient.HEADER.indexOf("?>") + 2);

            assertThat(stranger.send(before + header).awaitEnd())
                    .startsWith("<?xml version='1.0'?><stream:stream")
                    .contains("<stream:error><" + condition);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"header", "authenticated", "bound"})
    @Tag("S-6")
    @Tag("S-12")
    void aSecondHeaderEndsTheStreamInEveryPhase(String phase) {
        try (RawClient client = phase.equals("header") ? attacker.client() : attacker.signIn("alice")) {
            if (phase.equals("header")) {
                client.send(RawClient.HEADER).await("</stream:features>");
            }
            String header = RawClient.HEADER.substring(RawClient.HEADER.indexOf("?>") + 2);

            assertThat(client.send(header).awaitEnd())
                    .contains("<stream:error><")
                    .doesNotContain("<stream:features")
                    .endsWith("</stream:stream>");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "to='elsewhere.example'|host-unknown",
                "to='bob@localhost'|host-unknown",
                "from='bob@localhost' to='localhost'|invalid-from",
                "from='alice@elsewhere.example' to='localhost'|invalid-from"
            })
    @Tag("S-13")
    void afterSigningInTheHeaderCannotNameSomebodyElse(String names, String condition) {
        try (RawClient client = attacker.client()) {
            client.send(RawClient.HEADER).await("</stream:features>");
            client.send(SIGN_IN).await("<success");
            String header = RawClient.HEADER.replace("to='localhost'", names);

            assertThat(client.send(header).awaitEnd())
                    .contains("<stream:error><" + condition)
                    .doesNotContain("<stream:features");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<message to='bob@localhost' type='chat'><body>early</body></message>",
                "<presence to='bob@localhost' type='subscribe'/>",
                "<iq type='set' id='1'><query xmlns='jabber:iq:roster'><item jid='bob@localhost'/></query></iq>"
            })
    @Tag("S-14")
    void nothingIsTakenBetweenSuccessAndBinding(String stanza) {
        for (boolean restarted : new boolean[] {false, true}) {
            try (RawClient client = attacker.client()) {
                client.send(RawClient.HEADER).await("</stream:features>");
                client.send(SIGN_IN).await("<success");
                if (restarted) {
                    client.send(RawClient.HEADER).await("</stream:features>");
                }
                assertThat(client.send(stanza).awaitEnd())
                        .containsAnyOf("<stream:error><not-authorized", "<stream:error><invalid-namespace");
                assertThat(bob.settle()).doesNotContain("early").doesNotContain("subscribe");
            }
        }
    }

    @Test
    @Tag("S-11")
    void howTheBytesAreCutChangesNothing() {
        byte[] session = (RawClient.HEADER
                        + SIGN_IN
                        + RawClient.HEADER
                        + "<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>"
                        + "<iq type='get' id='1'><query xmlns='jabber:iq:roster'/></iq>"
                        + "<message to='h\u00fc@localhost/\u4f60' id='2'><body>a&amp;&#x1F600;<![CDATA[<]]></body></message>"
                        + "<iq type='get' id='3' to='localhost'><ping xmlns='urn:xmpp:ping'/></iq></stream:stream>")
                .getBytes(StandardCharsets.UTF_8);
        String whole = transcript(session, new int[] {session.length});
        assertThat(whole).contains("id='3'").endsWith("</stream:stream>");
        for (int seed = 0; seed < 12; seed++) {
            Random random = new Random(seed);
            int[] cuts = random.ints(40, 0, session.length).sorted().distinct().toArray();
            assertThat(transcript(session, cuts)).as("seed %d", seed).isEqualTo(whole);
        }
    }

    /** Returns what the server says, without what it makes up anew for each stream. */
    private String transcript(byte[] session, int[] cuts) {
        try (RawClient client = attacker.client()) {
            int from = 0;
            for (int cut : cuts) {
                client.send(Arrays.copyOfRange(session, from, cut));
                from = cut;
            }
            client.send(Arrays.copyOfRange(session, from, session.length));
            return client.awaitEnd()
                    .replaceAll(" id='[^']{12,}'", " id='STREAM'")
                    .replaceAll("alice@localhost/[A-Za-z0-9_.-]+", "alice@localhost/R");
        }
    }
}

package im.redoubt.app.attack;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.app.command.RawClient;
import im.redoubt.app.command.RunningRedoubt;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** XML that is meant to hurt, before and after signing in: one stream ends with the right error, the others go on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileXmlTest {
    private static final int STANZA_BYTES = 20_000;
    private static final long MIB = 1 << 20;
    private static final String SIGN_IN = Scram.auth("PLAIN", "\0alice\0" + RunningRedoubt.PASSWORD);

    private final RunningRedoubt service;
    private final Attacker attacker;
    private final RawClient bob;

    HostileXmlTest(@TempDir Path directory) {
        this.service = new RunningRedoubt(
                        directory, "limits.stanza_bytes=" + STANZA_BYTES, "limits.stanzas_per_second=100000")
                .with("alice")
                .with("bob");
        this.attacker = Attacker.of(service);
        this.bob = attacker.signIn("bob").available();
    }

    @AfterAll
    void stop() {
        bob.close();
        service.close();
    }

    private void bobIsWell() {
        assertThat(bob.settle()).doesNotContain("<message");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE x>",
                "<!DOCTYPE x SYSTEM 'CANARY'>",
                "<!DOCTYPE x PUBLIC '-//X//X//EN' 'CANARY'>",
                "<!DOCTYPE x SYSTEM 'file:///etc/hostname'>",
                "<!DOCTYPE x [<!ENTITY a SYSTEM 'CANARY'>]>",
                "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/hostname'>]>",
                "<!DOCTYPE x [<!ENTITY % a SYSTEM 'CANARY'> %a;]>",
                "<!DOCTYPE x [<!ENTITY % a '<!ENTITY b SYSTEM \"CANARY\">'> %a;]>",
                "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>"
                        + "<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'><!ENTITY d '&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;'>]>"
            })
    @Tag("S-1")
    @Tag("S-2")
    @Tag("LIB-01")
    void aDoctypeIsRefusedBeforeAndBehindTheHeaderAndNothingIsFetched(String doctype) {
        try (Canary canary = new Canary();
                RawClient early = attacker.client();
                RawClient late = attacker.client();
                RawClient member = attacker.signIn("alice")) {
            String bytes = doctype.replace("CANARY", canary.url());
            String use = "<message to='bob@localhost'><body>&d;&a;</body></message>";

            assertThat(early.send(bytes + RawClient.HEADER).awaitEnd()).contains("<stream:error><restricted-xml");
            late.send(RawClient.HEADER).await("</stream:features>");
            assertThat(late.send(bytes + "<auth/>").awaitEnd()).contains("<stream:error><restricted-xml");
            assertThat(member.send(bytes + use).awaitEnd()).contains("<stream:error><restricted-xml");
            assertThat(canary.visits()).isZero();
            bobIsWell();
        }
    }

    @Test
    @Tag("S-2")
    void entitiesThatGrowTakeNoMemory() {
        StringBuilder quadratic = new StringBuilder("<!DOCTYPE x [<!ENTITY a '")
                .append("a".repeat(8_000))
                .append("'>]>");
        quadratic.repeat("<message><body>&a;&a;&a;&a;</body></message>", 100);
        manyDoctypes(quadratic.toString(), 20);
        long before = Heap.live();
        manyDoctypes(quadratic.toString(), 50);

        assertThat(Heap.live() - before).isLessThan(MIB);
    }

    private void manyDoctypes(String bytes, int times) {
        for (int i = 0; i < times; i++) {
            try (RawClient stranger = attacker.client()) {
                stranger.send(RawClient.HEADER).await("</stream:features>");
                assertThat(stranger.send(bytes).awaitEnd()).contains("<restricted-xml");
            }
        }
    }

    /** What passes a limit of the parser, by kind. */
    enum Excess {
        DEPTH("<message>" + "<a>".repeat(6_000)),
        ATTRIBUTES("<message " + attributes()),
        ATTRIBUTE_NAME("<message " + "a".repeat(1 << 20)),
        ELEMENT_NAME("<" + "a".repeat(1 << 20)),
        ATTRIBUTE_VALUE("<message a='" + "a".repeat(1 << 20)),
        TEXT("<message><body>" + "a".repeat(1 << 20)),
        NAMESPACES("<message " + namespaces()),
        ELEMENTS("<message>" + "<a/>".repeat(5_000)),
        TAG_WITHOUT_END("<message" + " ".repeat(1 << 20)),
        CDATA("<message><body><![CDATA[" + "a".repeat(1 << 20));

        private final String bytes;

        Excess(String bytes) {
            this.bytes = bytes;
        }

        private static String attributes() {
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < 10_000; i++) {
                all.append(" a").append(i).append("='b'");
            }
            return all.toString();
        }

        private static String namespaces() {
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < 32_000; i++) {
                all.append(" xmlns:a").append(i).append("='b'");
            }
            return all.toString();
        }
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.EnumSource(Excess.class)
    @Tag("S-10")
    @Tag("D-98")
    void whatPassesALimitIsAPolicyViolationForMembersAndStrangers(Excess excess) {
        try (RawClient member = attacker.signIn("alice");
                RawClient stranger = attacker.client()) {
            stranger.send(RawClient.HEADER).await("</stream:features>");

            assertThat(sendAll(member, excess.bytes)).contains("<stream:error><policy-violation");
            assertThat(sendAll(stranger, excess.bytes)).contains("<stream:error><policy-violation");
            bobIsWell();
        }
    }

    /** The server may close while this still sends; what it said before is there to read all the same. */
    private static String sendAll(RawClient client, String bytes) {
        try {
            client.send(bytes);
        } catch (java.io.UncheckedIOException closed) {
            // told below
        }
        return client.awaitEnd();
    }

    @Test
    @Tag("S-15")
    void theAdvertisedSizeIsTakenAndOneByteMoreIsNot() {
        String head = "<message to='bob@localhost' type='chat'><body>";
        String tail = "</body></message>";
        String exact = head + "x".repeat(STANZA_BYTES - head.length() - tail.length()) + tail;
        try (RawClient alice = attacker.client()) {
            alice.send(RawClient.HEADER).await("</stream:features>");
            alice.send(SIGN_IN).await("<success");
            assertThat(alice.send(RawClient.HEADER).await("</stream:features>"))
                    .contains("<max-bytes>" + STANZA_BYTES + "</max-bytes>");
            alice.send("<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>")
                    .await("</iq>");

            alice.send(exact);
            assertThat(bob.await("</message>")).contains("xxx");
            assertThat(alice.send(exact.replace("<body>", "<body>y")).awaitEnd())
                    .contains("<policy-violation");
            bobIsWell();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<message to='bob@localhost' type='chat'><\u0645\u0631\u062d\u0628\u0627 xmlns='urn:x'>1</\u0645\u0631\u062d\u0628\u0627></message>",
                "<message to='bob@localhost' type='chat'><\u4f60\u597d xmlns='urn:x' \u043f\u0440\u0438='1'/></message>"
            })
    @Tag("S-18")
    void namesInAnyScriptArrive(String message) {
        try (RawClient alice = attacker.signIn("alice")) {
            alice.send(message);

            assertThat(bob.await("</message>"))
                    .contains(message.substring(message.indexOf("<", 1) + 1, message.indexOf(" xmlns")));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {257, 1_025, 5_000})
    @Tag("S-18")
    void aNameThatIsTooLongEndsOneStreamOnly(int letters) {
        try (RawClient alice = attacker.signIn("alice")) {
            String name = "\u0645".repeat(letters / 2 + 1);

            assertThat(alice.send("<message to='bob@localhost'><" + name + "/></message>")
                            .awaitEnd())
                    .contains("<policy-violation");
            bobIsWell();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<presence><priority>2147483648</priority></presence>|bad-request",
                "<presence><priority>128</priority></presence>|bad-request",
                "<presence><priority>99999999999999999999999999</priority></presence>|bad-request",
                "<presence><priority>-129</priority></presence>|bad-request",
                "<presence><priority>\u0661</priority></presence>|bad-request",
                "<presence><priority/></presence>|bad-request",
                "<iq type='get' id='x'><query xmlns='jabber:iq:roster' ver='99999999999999999999999'/></iq>|jabber:iq:roster",
                "<iq type='get' id='x'><query xmlns='jabber:iq:roster' ver='-1'/></iq>|jabber:iq:roster",
                "<iq type='get' id='x' to='localhost'><time xmlns='urn:xmpp:time'><utc>9999999-99-99</utc></time></iq>|<utc>2",
                "<iq type='set' id='x'><query xmlns='jabber:iq:roster'><item jid='x@y' subscription='remove'/><item/></query></iq>|bad-request",
                "<iq type='set' id='x' to='localhost'><command xmlns='http://jabber.org/protocol/commands' node='x' sessionid='-1' action='\u0000x'/></iq>|not-well-formed"
            })
    @Tag("S-19")
    void extremeValuesGetAnAnswer(String stanza, String answer) {
        try (RawClient alice = attacker.signIn("alice")) {
            alice.send(stanza.replace("\u0000", "&#0;"));

            assertThat(alice.await(answer)).doesNotContain("internal-server-error");
            bobIsWell();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"9999-12-31T23:59:59Z", "-0001-01-01T00:00:00Z", "99999999999-01-01T00:00:00Z", "x", ""})
    @Tag("S-19")
    void aStampInTheFarFutureIsCarriedAsItIs(String stamp) {
        try (RawClient alice = attacker.signIn("alice")) {
            alice.send("<message to='bob@localhost' type='chat'><body>x</body>"
                    + "<delay xmlns='urn:xmpp:delay' from='elsewhere' stamp='" + stamp + "'/></message>");

            assertThat(bob.await("</message>")).contains("stamp='" + stamp + "'");
            assertThat(alice.settle()).doesNotContain("error");
        }
    }

    @Test
    @Tag("S-4")
    @Tag("S-9")
    void badTextIsRefusedHoweverItIsCut() {
        for (String hex :
                List.of("C0BC", "E080BC", "EDA080EDB080", "EB3C622F3E", "80", "F5808080", "F4908080", "EFBFBE", "00")) {
            byte[] bad = java.util.HexFormat.of().parseHex(hex);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.writeBytes("<message to='bob@localhost'><body>".getBytes(StandardCharsets.UTF_8));
            int start = bytes.size();
            bytes.writeBytes(bad);
            bytes.writeBytes("</body></message>".getBytes(StandardCharsets.UTF_8));
            for (int cut = start; cut <= start + bad.length; cut++) {
                try (RawClient alice = attacker.signIn("alice")) {
                    byte[] all = bytes.toByteArray();
                    alice.send(Arrays.copyOf(all, cut)).send(Arrays.copyOfRange(all, cut, all.length));

                    assertThat(alice.awaitEnd()).as(hex).contains("<stream:error><not-well-formed");
                    bobIsWell();
                }
            }
        }
    }
}

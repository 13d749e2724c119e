package im.redoubt.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole service over verified TLS, as clients and attackers see it. */
class ServiceTest {
    private final RunningRedoubt service;

    ServiceTest(@TempDir Path directory) {
        this.service = new RunningRedoubt(directory).with("alice").with("bob");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void twoPeopleChat() {
        try (RawClient alice = service.signIn("alice").available();
                RawClient bob = service.signIn("bob").available()) {
            alice.send("<message to='bob@localhost' type='chat' id='1'><body>hello</body></message>");

            assertThat(bob.await("</message>"))
                    .contains("from='" + alice.address() + "'")
                    .contains("<body>hello</body>");
        }
    }

    @Test
    void aMessageWaitsForSomebodyWhoIsNotThere() {
        try (RawClient alice = service.signIn("alice").available()) {
            alice.send("<message to='bob@localhost' type='chat' id='1'><body>later</body></message>")
                    .settle();
        }
        try (RawClient bob = service.signIn("bob").available()) {
            assertThat(bob.await("</message>")).contains("<body>later</body>").contains("urn:xmpp:delay");
        }
        try (RawClient bob = service.signIn("bob").available()) {
            assertThat(bob.settle()).doesNotContain("later");
        }
    }

    @Test
    void twoPeopleSeeEachOther() {
        try (RawClient alice = service.signIn("alice").available();
                RawClient bob = service.signIn("bob").available()) {
            alice.send("<iq type='get' id='r'><query xmlns='jabber:iq:roster'/></iq>")
                    .await("id='r'");
            bob.send("<iq type='get' id='r'><query xmlns='jabber:iq:roster'/></iq>")
                    .await("id='r'");
            alice.send("<presence to='bob@localhost' type='subscribe'/>");
            assertThat(alice.await("</query>")).contains("ask='subscribe'").contains("subscription='none'");
            bob.await("type='subscribe'");
            bob.send("<presence to='alice@localhost' type='subscribed'/>");
            assertThat(bob.await("</query>")).contains("subscription='from'");
            assertThat(alice.await("</query>")).contains("subscription='to'");
            assertThat(alice.await("from='" + bob.address() + "'")).contains("<presence");
        }
    }

    @Test
    @Tag("R-76")
    @Tag("SRV-12")
    void nobodyLearnsWhetherAnAccountExists() {
        try (RawClient alice = service.signIn("alice").available()) {
            String[] requests = {
                "<iq type='get' id='1' to='NAME@localhost'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>",
                "<iq type='get' id='1' to='NAME@localhost'><vCard xmlns='vcard-temp'/></iq>",
                "<iq type='get' id='1' to='NAME@localhost'><query xmlns='jabber:iq:roster'/></iq>",
                "<iq type='get' id='1' to='NAME@localhost'><query xmlns='jabber:iq:last'/></iq>",
                "<iq type='get' id='1' to='NAME@localhost/x'><query xmlns='jabber:iq:version'/></iq>",
                "<message id='1' to='NAME@localhost' type='groupchat'><body>x</body></message>",
                "<message id='1' to='NAME@localhost/x'><body>x</body></message>"
            };
            for (String request : requests) {
                String existing = alice.send(request.replace("NAME", "bob")).await("</error>");
                alice.await(">");
                String missing = alice.send(request.replace("NAME", "nob")).await("</error>");
                alice.await(">");
                assertThat(missing.replace("nob@", "bob@")).isEqualTo(existing);
            }
            assertThat(alice.send("<message to='bob@localhost' type='chat'><body>x</body></message>")
                            .settle())
                    .doesNotContain("error");
            assertThat(alice.send("<message to='nob@localhost' type='chat'><body>x</body></message>")
                            .settle())
                    .doesNotContain("error");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"bob@localhost", "bob@localhost/x", "alice@localhost/other", "alice@example.org", "localhost"})
    @Tag("R-62")
    void aForgedSenderEndsTheStream(String from) {
        try (RawClient alice = service.signIn("alice").available();
                RawClient bob = service.signIn("bob").available()) {
            alice.send("<message from='" + from + "' to='bob@localhost'><body>x</body></message>");

            assertThat(alice.awaitEnd()).contains("<invalid-from");
            assertThat(bob.settle()).doesNotContain("<message");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<!DOCTYPE x [<!ENTITY a 'b'>]>|restricted-xml",
                "<message><body><!-- x --></body></message>|restricted-xml",
                "<?pi x?>|restricted-xml",
                "<message><body>&other;</body></message>|restricted-xml",
                "<message><body></message>|not-well-formed",
                "<message><body>&#0;</body></message>|not-well-formed",
                "<x:message xmlns:y='z'/>|bad-namespace-prefix",
                "<message><stream:stream/></message>|bad-format",
                "<query xmlns='jabber:client'/>|unsupported-stanza-type",
                "<message xmlns='jabber:server'/>|unsupported-stanza-type"
            })
    @Tag("S-1")
    @Tag("S-3")
    @Tag("S-5")
    @Tag("S-6")
    @Tag("S-9")
    @Tag("LIB-01")
    void hostileXmlGetsTheRightStreamError(String bytes, String condition) {
        try (RawClient alice = service.signIn("alice").available()) {
            assertThat(alice.send(bytes).awaitEnd())
                    .contains("<stream:error><" + condition)
                    .endsWith("</stream:stream>");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"C0BC", "E080BC", "EDA080", "F5808080", "80"})
    @Tag("S-4")
    void badUtf8IsNotWellFormed(String hex) {
        byte[] bad = HexFormat.of().parseHex(hex);
        try (RawClient alice = service.signIn("alice").available()) {
            alice.send("<message><body>").send(bad).send("</body></message>");

            assertThat(alice.awaitEnd()).contains("<not-well-formed");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<message to='bob@localhost'><body>x</body></message>",
                "<presence/>",
                "<iq type='get' id='1'><query xmlns='jabber:iq:roster'/></iq>",
                "<iq type='set' id='1'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>",
                "<compress xmlns='http://jabber.org/protocol/compress'><method>zlib</method></compress>"
            })
    @Tag("S-14")
    @Tag("T-25")
    void nothingIsTakenBeforeAuthentication(String element) {
        try (RawClient stranger = service.connect()) {
            stranger.send(RawClient.HEADER).await("</stream:features>");

            assertThat(stranger.send(element).awaitEnd()).contains("<stream:error><not-authorized");
        }
    }

    @Test
    @Tag("T-23")
    void whatCameBehindStartTlsIsNeverProcessed() {
        try (RawClient clear = RawClient.plain(service.starttlsPort())) {
            clear.send(RawClient.HEADER).await("</stream:features>");
            clear.send("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>" + RawClient.HEADER
                    + "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>AGFsaWNlAHg=</auth>");
            clear.await("<proceed");
            clear.await("/>");
            try (RawClient secure = clear.upgrade(service.authority())) {
                String first = secure.send(RawClient.HEADER).await("</stream:features>");
                assertThat(first).contains("SCRAM-SHA-512-PLUS").doesNotContain("<failure");
            }
        }
    }

    @Test
    @Tag("T-25")
    void inClearNothingButStartTlsIsOffered() {
        try (RawClient clear = RawClient.plain(service.starttlsPort())) {
            assertThat(clear.send(RawClient.HEADER).await("</stream:features>"))
                    .contains("<required/>")
                    .doesNotContain("mechanism");
            assertThat(clear.send("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>AGEAYg==</auth>")
                            .awaitEnd())
                    .contains("<stream:error><not-authorized");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>|host-unknown",
                "<stream:stream to='x' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>|host-unknown",
                "<stream:stream to='localhost' xmlns='jabber:client' xmlns:stream='urn:x' version='1.0'>|invalid-namespace",
                "<stream:stream to='localhost' xmlns='urn:x' xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>|invalid-namespace",
                "<stream:stream to='localhost' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>|unsupported-version",
                "<stream:stream to='localhost' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='0.9'>|unsupported-version",
                "GET / HTTP/1.1|not-well-formed"
            })
    @Tag("S-12")
    @Tag("T-35")
    void aWrongHeaderIsAnsweredWithAHeaderAndAnError(String header, String condition) {
        try (RawClient stranger = service.connect()) {
            assertThat(stranger.send(header + "\r\n\r\n").awaitEnd())
                    .startsWith("<?xml version='1.0'?><stream:stream")
                    .contains("<stream:error><" + condition);
        }
    }

    @Test
    @Tag("S-15")
    @Tag("S-10")
    void anElementThatIsTooLargeEndsTheStreamOfAStranger() {
        try (RawClient stranger = service.connect()) {
            stranger.send(RawClient.HEADER).await("</stream:features>");
            stranger.send("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>" + "A".repeat(10_000));

            assertThat(stranger.awaitEnd()).contains("<policy-violation");
        }
    }

    @Test
    @Tag("A-54")
    void wrongPasswordsEndTheStreamAndCount() {
        try (RawClient stranger = service.connect()) {
            stranger.send(RawClient.HEADER).await("</stream:features>");
            String wrong = Base64.getEncoder().encodeToString("\0alice\0wrong".getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 3; i++) {
                stranger.send("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>" + wrong + "</auth>")
                        .await("<not-authorized");
            }
            assertThat(stranger.awaitEnd()).contains("<policy-violation");
        }
    }

    @Test
    void whiteSpaceBehindTheLastElementIsNoPartOfTheNextStream() {
        try (RawClient client = service.connect()) {
            client.send(RawClient.HEADER).await("</stream:features>");
            String plain = Base64.getEncoder()
                    .encodeToString(("\0alice\0" + RunningRedoubt.PASSWORD).getBytes(StandardCharsets.UTF_8));
            client.send("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>" + plain + "</auth>\n")
                    .await("<success");

            assertThat(client.send("\r\n" + RawClient.HEADER).await("</stream:features>"))
                    .contains("xmpp-bind");
        }
    }

    @Test
    @Tag("S-11")
    void aSessionSentByteByByteIsTheSame() {
        try (RawClient alice = service.signIn("alice").available();
                RawClient bob = service.signIn("bob").available()) {
            for (byte one : "<message to='bob@localhost' type='chat'><body>h\u00fcllo</body></message>"
                    .getBytes(StandardCharsets.UTF_8)) {
                alice.send(new byte[] {one});
            }
            assertThat(bob.await("</message>")).contains("<body>h\u00fcllo</body>");
        }
    }

    @Test
    void aStopTellsEverybody() {
        RawClient alice = service.signIn("alice").available();
        RawClient stranger = service.connect();
        stranger.send(RawClient.HEADER).await("</stream:features>");
        service.close();

        assertThat(alice.awaitEnd()).contains("<system-shutdown").endsWith("</stream:stream>");
        assertThat(stranger.awaitEnd()).contains("<system-shutdown");
    }

    @Test
    @Tag("R-78")
    void aResourceThatAClientWishesForIsAPrefixAtMost() {
        try (RawClient first = service.signIn("alice");
                RawClient second = service.signIn("alice")) {
            assertThat(first.address()).isNotEqualTo(second.address());
            assertThat(first.address().substring(first.address().indexOf('/') + 1))
                    .hasSizeGreaterThanOrEqualTo(16);
        }
    }

    @Test
    @Tag("A-59")
    void registrationNeedsAnInvitation() {
        try (RawClient stranger = service.connect()) {
            stranger.send(RawClient.HEADER).await("</stream:features>");
            stranger.send("<iq type='set' id='1'><query xmlns='jabber:iq:register'><username>eve</username>"
                    + "<password>x</password></query></iq>");

            assertThat(stranger.await("</iq>")).contains("<not-allowed");
        }
    }
}

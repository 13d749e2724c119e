package im.redoubt.client.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.client.Host;
import im.redoubt.client.Session;
import im.redoubt.protocol.address.AddressException;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.testkit.hostile.HonestService;
import im.redoubt.testkit.hostile.Manner.Opening;
import im.redoubt.testkit.stream.Tree;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Text of users that is made to be markup, through the API: the server, whose parser is another one, reads the text and nothing else,
 * and so does the client when it comes back; or it is refused before a byte of it is written.
 */
@Tag("LIB-01")
class TextInjectionTest {
    private static final String NAMESPACE = "urn:example:injection";

    private static final List<String> TEXTS = List.of(
            "</body></message><message to='eve@example.org'><body>evil",
            "'\"<>&",
            "&lt;evil/&gt; &amp;amp; &#60;",
            "]]>",
            "<![CDATA[<evil/>]]>",
            "<!-- --><?pi?>",
            "</stream:stream>",
            "{\"a\":\"</script>\"}",
            "a\tb\nc",
            "a\r\nb\rc",
            "\u2028\u202e\u0085\ufdd0",
            "\ud83d\ude00",
            " leading and trailing ");

    private static final List<String> NOT_IN_XML =
            List.of("a\u0000b", "\ud800", "\udc00\ud800", "\u0008", "\u001b[2J", "\ufffe", "\uffff");

    private static final List<String> NO_NAMES = List.of("a><evil", "a b", "a='b'", "a/", "", "1a", "a:b", "a\u0000");

    private final HonestService service = Range.service(Range.CLASSIC);
    private final Ear ear = new Ear();

    private static Message message(Jid to, String text) {
        return new Message(
                StanzaHeader.EMPTY.withTo(to),
                MessageType.CHAT,
                XmlContent.of(
                        Stanza.CLIENT_NAMESPACE,
                        List.of(
                                Element.named(Stanza.CLIENT_NAMESPACE, "body")
                                        .text(text)
                                        .build(),
                                Element.named(NAMESPACE, "x")
                                        .attribute("a", text)
                                        .text(text)
                                        .build())));
    }

    @Test
    @Tag("S-7")
    @Tag("S-8")
    void textIsReadAsTextByBothAndNothingElseIs() throws InterruptedException {
        try (Range range = Range.of(service, Opening.STARTTLS);
                Session session = range.client().with(ear).build().open()) {
            Host host = session.get(Range.RAW);
            for (String text : TEXTS) {
                host.send(message(host.account(), text)).accepted().await(Range.PATIENCE);
            }
            ear.await(heard -> heard.bodies().size() >= TEXTS.size());
            assertThat(ear.bodies()).isEqualTo(TEXTS);
            List<String> bodies = new ArrayList<>();
            for (Tree stanza : service.heard()) {
                if (stanza.is("jabber:client", "message")) {
                    assertThat(stanza.children()).hasSize(2);
                    bodies.add(stanza.children().get(0).text());
                    assertThat(stanza.children().get(1).text()).isEqualTo(bodies.get(bodies.size() - 1));
                    assertThat(stanza.children().get(1).attribute("a")).isEqualTo(bodies.get(bodies.size() - 1));
                }
            }
            assertThat(bodies).isEqualTo(TEXTS);
        }
    }

    @Test
    @Tag("S-8")
    void whatXmlCannotHaveIsRefusedBeforeAByteIsWritten() throws InterruptedException {
        try (Range range = Range.of(service, Opening.STARTTLS);
                Session session = range.client().with(ear).build().open()) {
            Host host = session.get(Range.RAW);
            for (String text : NOT_IN_XML) {
                assertThatThrownBy(() -> message(host.account(), text)).isInstanceOf(IllegalArgumentException.class);
                assertThatThrownBy(() -> Element.named(NAMESPACE, "x").attribute("a", text))
                        .isInstanceOf(IllegalArgumentException.class);
                assertThatThrownBy(() -> Jid.of("a@example.org/" + text)).isInstanceOf(AddressException.class);
            }
            for (String name : NO_NAMES) {
                assertThatThrownBy(() -> Element.named(NAMESPACE, name).build())
                        .isInstanceOf(IllegalArgumentException.class);
                assertThatThrownBy(() -> Element.named(NAMESPACE, "x").attribute(name, ""))
                        .isInstanceOf(IllegalArgumentException.class);
            }
            Range.ping(session).await(Range.PATIENCE);
            assertThat(service.heard()).noneMatch(stanza -> stanza.is("jabber:client", "message"));
        }
    }

    /** Resources may have any characters that PRECIS lets through, quotes and angles among them. */
    @Test
    @Tag("S-8")
    void anAddressIsOneAddress() throws InterruptedException {
        String resource = "'/><message to='eve@example.org'><body>&evil;\"";
        try (Range range = Range.of(service, Opening.STARTTLS);
                Session session = range.client().with(ear).build().open()) {
            Host host = session.get(Range.RAW);
            Jid to = Jid.of(Range.ACCOUNT + "/" + resource);
            host.send(message(to, "one")).accepted().await(Range.PATIENCE);
            Optional<Tree> heard = service.heard().stream()
                    .filter(stanza -> stanza.is("jabber:client", "message"))
                    .findFirst();
            assertThat(heard).isPresent();
            assertThat(heard.get().attribute("to")).isEqualTo(to.toString());
            assertThat(service.heard().stream().filter(stanza -> stanza.is("jabber:client", "message")))
                    .hasSize(1);
        }
    }
}

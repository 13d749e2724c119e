package im.redoubt.server.clientstate;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaCodec;
import im.redoubt.protocol.stanza.StanzaReading;
import im.redoubt.server.clientstate.Subject.Kind;
import im.redoubt.xml.XmlEvent;
import im.redoubt.xml.XmlLimits;
import im.redoubt.xml.XmlParser;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can wait, and what must not, kind by kind. */
@Tag("X-93")
class SubjectTest {
    private static final String STATE = "<composing xmlns='http://jabber.org/protocol/chatstates'/>";

    private static Stanza stanza(String text) {
        String whole = text.replaceFirst("^<(\\w+)", "<$1 xmlns='jabber:client'");
        XmlParser parser = XmlParser.document(XmlLimits.AUTHENTICATED);
        XmlEvent event = parser.next(ByteBuffer.wrap(whole.getBytes(StandardCharsets.UTF_8)));
        StanzaReading reading =
                StanzaCodec.read(((XmlEvent.Complete) event).element(), Stanza.CLIENT_NAMESPACE, Optional.empty());
        return ((StanzaReading.Valid) reading).stanza();
    }

    private static Optional<Subject> of(String text) {
        return Subject.of(stanza(text));
    }

    private static String event(String node, String items) {
        return "<message type='headline' from='a@b'><event xmlns='http://jabber.org/protocol/pubsub#event'><items node='"
                + node + "'>" + items + "</items></event></message>";
    }

    private static String copy(String direction, String message) {
        return "<message type='chat' from='a@b'><" + direction + " xmlns='urn:xmpp:carbons:2'>"
                + "<forwarded xmlns='urn:xmpp:forward:0'>"
                + message.replace("<message", "<message xmlns='jabber:client'")
                + "</forwarded></" + direction + "></message>";
    }

    @Test
    void presenceIsAboutWhoSendsIt() {
        Optional<Subject> expected = Optional.of(new Subject(Kind.PRESENCE, "a@b/c", ""));
        assertThat(of("<presence from='a@b/c'/>")).isEqualTo(expected);
        assertThat(of("<presence from='a@b/c' type='unavailable'><status>x</status></presence>"))
                .isEqualTo(expected);
        assertThat(of("<presence from='a@b/d'/>")).isPresent().isNotEqualTo(expected);
        assertThat(of("<presence from='r@b/c'><x xmlns='http://jabber.org/protocol/muc#user'>"
                        + "<item role='none'/></x></presence>"))
                .isPresent();
    }

    @Test
    void aChatStateIsAboutWhoSendsIt() {
        Optional<Subject> expected = Optional.of(new Subject(Kind.CHAT_STATE, "a@b/c", ""));
        assertThat(of("<message type='chat' from='a@b/c'>" + STATE + "</message>"))
                .isEqualTo(expected);
        assertThat(of("<message type='chat' from='a@b/c'><thread>t</thread><no-store xmlns='urn:xmpp:hints'/>"
                        + "<active xmlns='http://jabber.org/protocol/chatstates'/>"
                        + "<origin-id xmlns='urn:xmpp:sid:0' id='i'/></message>"))
                .isEqualTo(expected);
    }

    @Test
    void aCopiedChatStateIsAboutTheConversation() {
        String inner = "<message type='chat' from='c@d/e' to='a@b/f'>" + STATE + "</message>";
        assertThat(of(copy("received", inner)))
                .contains(new Subject(Kind.COPIED_CHAT_STATE, "c@d/e", "a@b/f"))
                .isEqualTo(of(copy("sent", inner)));
        assertThat(of(copy("received", "<message from='c@d/e'>" + STATE + "<body>x</body></message>")))
                .isEmpty();
        assertThat(of(copy("received", "<message type='error' from='c@d/e'>" + STATE + "</message>")))
                .isEmpty();
    }

    /** Not about its node: a node may have many items, of which each is news of its own. */
    @Test
    void anEventIsAboutItsItem() {
        Optional<Subject> first = of(event("n", "<item id='1'><x xmlns='urn:x'/></item>"));
        assertThat(first).map(Subject::kind).contains(Kind.EVENT);
        assertThat(of(event("n", "<item id='1'/>"))).isEqualTo(first);
        assertThat(of(event("n", "<retract id='1'/>"))).isEqualTo(first);
        assertThat(of(event("n", "<item id='2'/>"))).isPresent().isNotEqualTo(first);
        assertThat(of(event("m", "<item id='1'/>"))).isPresent().isNotEqualTo(first);
        assertThat(of(event("n", "<item id='1'/>").replace("a@b", "c@d")))
                .isPresent()
                .isNotEqualTo(first);
        assertThat(of(event("n 1", "<item id='2'/>"))).isNotEqualTo(of(event("n", "<item id='1 2'/>")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // What people wrote.
                "<message type='chat' from='a@b/c'><body>x</body></message>",
                "<message type='chat' from='a@b/c'><body>x</body>" + STATE + "</message>",
                "<message type='chat' from='a@b/c'>" + STATE + "<store xmlns='urn:xmpp:hints'/></message>",
                "<message type='chat' from='a@b/c'>" + STATE + "<x xmlns='urn:unknown'/></message>",
                "<message type='groupchat' from='r@b/c'><subject>x</subject></message>",
                "<message type='chat' from='a@b/c'/>",
                "<message type='chat' from='a@b/c'><received xmlns='urn:xmpp:receipts' id='1'/></message>",
                "<message type='headline' from='a@b'><body>x</body></message>",
                "<message type='headline' from='a@b'/>",
                "<message type='normal' from='a@b'><event xmlns='http://jabber.org/protocol/pubsub#event'>"
                        + "<items node='n'><item id='1'/></items></event></message>",
                "<message type='error' from='a@b/c'>" + STATE
                        + "<error type='cancel'><gone xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>",
                // What somebody waits for.
                "<iq type='get' id='1' from='a@b/c'><x xmlns='urn:x'/></iq>",
                "<iq type='result' id='1' from='a@b/c'/>",
                "<presence type='subscribe' from='a@b'/>",
                "<presence type='subscribed' from='a@b'/>",
                "<presence type='unsubscribe' from='a@b'/>",
                "<presence type='unsubscribed' from='a@b'/>",
                "<presence type='error' from='a@b'/>",
                "<presence from='r@b/c'><x xmlns='http://jabber.org/protocol/muc#user'><status code='110'/></x></presence>"
            })
    void mustNotWait(String text) {
        assertThat(of(text)).isEmpty();
    }

    /** What has happened to a whole node, and what cannot be told apart. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<items node='n'><item id='1'/><item id='2'/></items>",
                "<items node='n'/>",
                "<items node='n'><item/></items>",
                "<items><item id='1'/></items>",
                "<items node='n'><other id='1'/></items>",
                "<purge node='n'/>",
                "<delete node='n'/>",
                "<configuration node='n'/>",
                "<items node='n'><item id='1'/></items><purge node='n'/>"
            })
    void isNoNewsOfOneItem(String inside) {
        assertThat(of("<message type='headline' from='a@b'><event xmlns='http://jabber.org/protocol/pubsub#event'>"
                        + inside + "</event></message>"))
                .isEmpty();
    }

    /** An event with something else beside it. */
    @Test
    void whatIsNotKnownDoesNotWait() {
        String known = event("n", "<item id='1'/>");
        assertThat(of(known)).isPresent();
        assertThat(of(known.replace("</message>", "<x xmlns='urn:unknown'/></message>")))
                .isEmpty();
        assertThat(of(copy("received", "<x/>"))).isEmpty();
        assertThat(of(copy("received", "<message>" + STATE + "</message>").replace("</message></message>", "")))
                .isPresent();
    }
}

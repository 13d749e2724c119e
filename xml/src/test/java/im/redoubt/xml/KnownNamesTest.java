package im.redoubt.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of known words: each is found wherever it stands in an array, and nothing beside it is taken for it. */
class KnownNamesTest {
    private static String string(String s) {
        byte[] bytes = Reading.bytes(s);
        return KnownNames.string(bytes, 0, bytes.length);
    }

    /** One object, not two equal ones. */
    private static void isKnown(String s) {
        assertThat(string(s)).isSameAs(string(s));
    }

    /** What every stanza of RFC 6120 and 6121 and the extensions spoken here are made of; none may cost a String. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "message",
                "presence",
                "iq",
                "body",
                "subject",
                "thread",
                "to",
                "from",
                "id",
                "type",
                "lang",
                "xmlns",
                "error",
                "get",
                "set",
                "result",
                "chat",
                "groupchat",
                "normal",
                "headline",
                "unavailable",
                "subscribe",
                "subscribed",
                "unsubscribe",
                "unsubscribed",
                "probe",
                "cancel",
                "continue",
                "modify",
                "auth",
                "wait",
                "show",
                "status",
                "priority",
                "away",
                "dnd",
                "xa",
                "query",
                "item",
                "group",
                "name",
                "jid",
                "node",
                "var",
                "value",
                "field",
                "x",
                "ver",
                "version",
                "subscription",
                "ask",
                "none",
                "both",
                "remove",
                "identity",
                "feature",
                "category",
                "features",
                "stream",
                "starttls",
                "proceed",
                "failure",
                "required",
                "mechanisms",
                "mechanism",
                "challenge",
                "response",
                "success",
                "abort",
                "bind",
                "resource",
                "session",
                "ping",
                "c",
                "hash",
                "a",
                "r",
                "h",
                "enable",
                "enabled",
                "resume",
                "resumed",
                "previd",
                "failed",
                "max",
                "active",
                "inactive",
                "composing",
                "paused",
                "gone",
                "received",
                "request",
                "sent",
                "forwarded",
                "delay",
                "stamp",
                "origin-id",
                "stanza-id",
                "by",
                "store",
                "no-store",
                "private",
                "open",
                "close",
                "1.0",
                "en",
                "fin",
                "count",
                "first",
                "last",
                "before",
                "after",
                "event",
                "items",
                "pubsub",
                "publish",
                "retract",
                "encrypted",
                "replace"
            })
    void aWordOfEveryDayIsOneObject(String word) {
        isKnown(word);
        byte[] bytes = Reading.bytes(word);
        assertThat(KnownNames.plain(bytes, 0, bytes.length))
                .isSameAs(KnownNames.plain(bytes, 0, bytes.length))
                .isEqualTo(new XmlName("", word));
        for (int at = 0; at < bytes.length; at++) {
            byte[] other = bytes.clone();
            for (byte b = 1; b > 0; b++) {
                other[at] = b;
                String meant = new String(other, StandardCharsets.US_ASCII);
                if (!KnownNames.string(other, 0, other.length).equals(meant)) {
                    fail("%s is taken for %s", meant, KnownNames.string(other, 0, other.length));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jabber:client",
                "jabber:server",
                "jabber:iq:roster",
                "jabber:x:data",
                "http://etherx.jabber.org/streams",
                "http://www.w3.org/XML/1998/namespace",
                "http://jabber.org/protocol/caps",
                "http://jabber.org/protocol/chatstates",
                "http://jabber.org/protocol/disco#info",
                "http://jabber.org/protocol/disco#items",
                "http://jabber.org/protocol/muc#user",
                "http://jabber.org/protocol/pubsub#event",
                "urn:ietf:params:xml:ns:xmpp-sasl",
                "urn:ietf:params:xml:ns:xmpp-tls",
                "urn:ietf:params:xml:ns:xmpp-bind",
                "urn:ietf:params:xml:ns:xmpp-stanzas",
                "urn:ietf:params:xml:ns:xmpp-streams",
                "urn:xmpp:sasl:2",
                "urn:xmpp:sm:3",
                "urn:xmpp:carbons:2",
                "urn:xmpp:mam:2",
                "urn:xmpp:receipts",
                "urn:xmpp:hints",
            })
    void aNamespaceOfEveryDayIsOneObjectAndItsNeighboursAreOthers(String uri) {
        isKnown(uri);
        for (String other : new String[] {
            uri + "/", uri.substring(1), uri.toUpperCase(java.util.Locale.ROOT), "\u0000" + uri.substring(1), uri + uri
        }) {
            assertThat(string(other)).isEqualTo(other).isNotSameAs(string(other));
        }
    }

    /** A word is looked at between its two positions, whatever stands before and after it. */
    @Test
    void aWordIsFoundAtEveryPlaceOfAnArray() {
        for (String word : new String[] {"message", "iq", "x", "unsubscribed", "http://jabber.org/protocol/pubsub"}) {
            String alone = string(word);
            for (int before = 0; before < 30; before++) {
                byte[] bytes = Reading.bytes("é".repeat(before) + word + "/".repeat(before));
                int from = 2 * before;
                assertThat(KnownNames.string(bytes, from, from + word.length())).isSameAs(alone);
                assertThat(KnownNames.plain(bytes, from, from + word.length()).local())
                        .isSameAs(alone);
                assertThat(KnownNames.string(bytes, from, from)).isEmpty();
            }
        }
    }

    /** What is not known is made anew, with all of its characters, as a name in no namespace. */
    @Test
    @Tag("R-82")
    void anUnknownWordIsMadeAnewEachTime() {
        byte[] bytes = Reading.bytes("<grüße-水-😀>");
        XmlName one = KnownNames.plain(bytes, 1, bytes.length - 1);

        assertThat(one).isEqualTo(new XmlName("", "grüße-水-😀"));
        assertThat(KnownNames.plain(bytes, 1, bytes.length - 1)).isNotSameAs(one);
        assertThat(KnownNames.string(bytes, 3, bytes.length - 2)).startsWith("ü");
    }

    /** Any bytes of a letter's length and more come back as they are: every search ends, and ends at the right word. */
    @Test
    @Tag("S-5")
    void everySearchEnds() {
        for (int a = 1; a < 0x80; a++) {
            for (int b = 1; b < 0x80; b++) {
                byte[] two = {(byte) a, (byte) b};
                String s = KnownNames.string(two, 0, 2);
                assertThat(s.length() == 2 && s.charAt(0) == a && s.charAt(1) == b)
                        .isTrue();
            }
        }
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder s = new StringBuilder();
            for (int length = 1 + random.nextInt(60); length > 0; length--) {
                s.append((char) (1 + random.nextInt(0x2FF)));
            }
            assertThat(string(s.toString())).isEqualTo(s.toString());
        }
    }

    /** A parsed stanza of known words holds the shared objects, in its names and in its values. */
    @Test
    void aStanzaOfKnownWordsSharesThem() {
        ParsedElement one = Reading.stanza("<message type='chat' to='a'/>");
        ParsedElement other = Reading.stanza("<message type='chat' to='b'/>");

        assertThat(one.name().local()).isSameAs(other.name().local());
        assertThat(one.name().namespace()).isSameAs(other.name().namespace());
        assertThat(one.attributes().get(0).name())
                .isSameAs(other.attributes().get(0).name());
        assertThat(one.attributes().get(0).value())
                .isSameAs(other.attributes().get(0).value());
        assertThat(one.attributes().get(1).value()).isEqualTo("a");
        assertThat(other.attributes().get(1).value()).isEqualTo("b");
    }
}

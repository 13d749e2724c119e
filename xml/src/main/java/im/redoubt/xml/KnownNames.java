package im.redoubt.xml;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The names and values that stanzas are full of, so that no String is made for them. The table is fixed when it is
 * compiled: nothing that arrives is ever added.
 */
final class KnownNames {
    private static final int LONGEST = 48;
    private static final int SLOTS = 512;
    private static final String[] WORDS = {
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
        "authenticate",
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
        "location",
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
        "de",
        "fr",
        "text",
        "code",
        "form",
        "submit",
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
        "photo",
        "mechanism",
        "header",
        "key",
        "payload",
        "rid",
        "encrypted",
        "data",
        "replace",
        "encryption",
        "jabber:client",
        "jabber:server",
        "jabber:iq:roster",
        "jabber:iq:register",
        "jabber:x:data",
        "vcard-temp",
        "http://etherx.jabber.org/streams",
        "http://www.w3.org/XML/1998/namespace",
        "http://jabber.org/protocol/caps",
        "http://jabber.org/protocol/muc",
        "http://jabber.org/protocol/muc#user",
        "http://jabber.org/protocol/chatstates",
        "http://jabber.org/protocol/disco#info",
        "http://jabber.org/protocol/disco#items",
        "http://jabber.org/protocol/pubsub",
        "http://jabber.org/protocol/pubsub#event",
        "urn:ietf:params:xml:ns:xmpp-sasl",
        "urn:ietf:params:xml:ns:xmpp-tls",
        "urn:ietf:params:xml:ns:xmpp-bind",
        "urn:ietf:params:xml:ns:xmpp-session",
        "urn:ietf:params:xml:ns:xmpp-stanzas",
        "urn:ietf:params:xml:ns:xmpp-streams",
        "urn:ietf:params:xml:ns:xmpp-framing",
        "urn:xmpp:sasl:2",
        "urn:xmpp:bind:0",
        "urn:xmpp:ping",
        "urn:xmpp:sm:3",
        "urn:xmpp:carbons:2",
        "urn:xmpp:forward:0",
        "urn:xmpp:delay",
        "urn:xmpp:sid:0",
        "urn:xmpp:mam:2",
        "urn:xmpp:receipts",
        "urn:xmpp:chat-markers:0",
        "urn:xmpp:hints",
        "urn:xmpp:csi:0",
        "urn:xmpp:blocking",
        "urn:xmpp:message-correct:0",
        "urn:xmpp:eme:0",
        "urn:xmpp:reactions:0",
        "urn:xmpp:stanza-id"
    };
    private static final @Nullable XmlName[] TABLE = table();

    private KnownNames() {}

    /** Returns a string of UTF-8 bytes that are known to be right. */
    static String string(byte[] bytes, int from, int to) {
        XmlName known = find(bytes, from, to);
        return known != null ? known.local() : new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /** Returns a name in no namespace. */
    static XmlName plain(byte[] bytes, int from, int to) {
        XmlName known = find(bytes, from, to);
        return known != null ? known : new XmlName("", new String(bytes, from, to - from, StandardCharsets.UTF_8));
    }

    private static @Nullable XmlName find(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length > LONGEST) {
            return null;
        }
        int slot = length == 0 ? 0 : slot(length, bytes[from], bytes[from + length / 2], bytes[to - 1]);
        for (XmlName known = TABLE[slot]; known != null; known = TABLE[slot]) {
            if (matches(known.local(), bytes, from, length)) {
                return known;
            }
            slot = slot + 1 & SLOTS - 1;
        }
        return null;
    }

    private static boolean matches(String known, byte[] bytes, int from, int length) {
        if (known.length() != length) {
            return false;
        }
        for (int i = length - 1; i >= 0; i--) {
            if (known.charAt(i) != bytes[from + i]) {
                return false;
            }
        }
        return true;
    }

    private static int slot(int length, int first, int middle, int last) {
        return (length * 67 + first * 31 + middle * 17 + last * 7) & SLOTS - 1;
    }

    private static @Nullable XmlName[] table() {
        XmlName[] table = new XmlName[SLOTS];
        for (String word : WORDS) {
            int n = word.length();
            int slot = n == 0 ? 0 : slot(n, word.charAt(0), word.charAt(n / 2), word.charAt(n - 1));
            while (table[slot] != null && !table[slot].local().equals(word)) {
                slot = slot + 1 & SLOTS - 1;
            }
            table[slot] = new XmlName("", word);
        }
        return table;
    }
}

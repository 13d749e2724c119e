package im.redoubt.bench;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a client reads most of the time, as a server writes it. */
public enum Sample {
    /** A short message of a chat, as clients of today send it. */
    MESSAGE("<message from='bob@example.org/phone.4f2c' to='alice@example.org/desk' id='" + Sample.MARK
            + "' type='chat' xml:lang='en'><body>Shall we meet at the usual place, at half past seven?</body>"
            + "<origin-id xmlns='urn:xmpp:sid:0' id='" + Sample.MARK + "'/><request xmlns='urn:xmpp:receipts'/>"
            + "<active xmlns='http://jabber.org/protocol/chatstates'/>"
            + "<stanza-id xmlns='urn:xmpp:sid:0' by='alice@example.org' id='" + Sample.MARK + "'/></message>"),

    /** A page of an archive (XEP-0313): fifty messages, and that it was all. */
    ARCHIVE(archive()),

    /** A roster of 200 contacts. */
    ROSTER("<iq to='alice@example.org/desk' id='q1' type='result'><query xmlns='jabber:iq:roster' ver='ver14'>"
            + contacts() + "</query></iq>"),

    /** The presence of a contact, with capabilities (XEP-0115) and the hash of an avatar (XEP-0153). */
    PRESENCE(
            "<presence from='contact7@example.org/phone.4f2c' to='alice@example.org/desk' xml:lang='en'><show>away</show>"
                    + "<status>Back at noon</status><priority>5</priority>"
                    + "<c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='https://client.example.org'"
                    + " ver='QgayPKawpkPSDYmwT/WM94uAlu0='/>"
                    + "<x xmlns='vcard-temp:x:update'><photo>01b87fcd030b72895ff8e88db57ec525450f000d</photo></x></presence>");

    /** How many messages a page of the archive has. */
    static final int PAGE = 50;

    /** How many contacts the roster has. */
    static final int CONTACTS = 200;

    /** Where each stanza has other digits, so that none is taken for one that was there before. */
    static final String MARK = "0f1e2d3c4b5a6978";

    private final String text;

    Sample(String text) {
        this.text = text;
    }

    /** Returns the stanzas, as bytes that nobody else holds. */
    byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the header of the stream that they come on. */
    static byte[] header() {
        return ("<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0'"
                        + " from='example.org' id='s1'>")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String archive() {
        String results = IntStream.range(0, 50)
                .mapToObj(i -> String.format(
                        Locale.ROOT,
                        "<message from='alice@example.org' to='alice@example.org/desk'>"
                                + "<result xmlns='urn:xmpp:mam:2' queryid='q1' id='0190f3a2-%1$04d'>"
                                + "<forwarded xmlns='urn:xmpp:forward:0'>"
                                + "<delay xmlns='urn:xmpp:delay' stamp='2026-11-02T09:%1$02d:07Z'/>"
                                + "<message xmlns='jabber:client' from='bob@example.org/phone.4f2c'"
                                + " to='alice@example.org' id='m%1$04d' type='chat'>"
                                + "<body>This is what was said as number %1$d of that day.</body>"
                                + "<origin-id xmlns='urn:xmpp:sid:0' id='m%1$04d'/></message></forwarded></result></message>",
                        i))
                .collect(Collectors.joining());
        return results + "<iq from='alice@example.org' to='alice@example.org/desk' id='q1' type='result'>"
                + "<fin xmlns='urn:xmpp:mam:2' complete='true'><set xmlns='http://jabber.org/protocol/rsm'>"
                + "<first index='0'>0190f3a2-0000</first><last>0190f3a2-0049</last><count>50</count></set></fin></iq>";
    }

    private static String contacts() {
        return IntStream.range(0, 200)
                .mapToObj(i -> "<item jid='contact" + i + "@example.org' name='Contact No. " + i
                        + "' subscription='both'><group>Friends</group></item>")
                .collect(Collectors.joining());
    }
}

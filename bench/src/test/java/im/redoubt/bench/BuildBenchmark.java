package im.redoubt.bench;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.Presence;
import im.redoubt.protocol.stanza.PresenceType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaCodec;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.xml.CanonicalWriter;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlBuffer;
import im.redoubt.xml.XmlContent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.MessageBuilder;
import org.jivesoftware.smack.packet.PresenceBuilder;
import org.jivesoftware.smack.packet.StanzaBuilder;
import org.jivesoftware.smack.roster.packet.RosterPacket;
import org.jivesoftware.smackx.caps.packet.CapsExtension;
import org.jivesoftware.smackx.receipts.DeliveryReceiptRequest;
import org.jivesoftware.smackx.sid.element.OriginIdElement;
import org.jxmpp.jid.impl.JidCreate;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From values that an application has to the bytes that go to the server. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
public class BuildBenchmark {
    private static final String ID = "a71b3c9d5e6f7081";
    private static final String TEXT = "Shall we meet at the usual place, at half past seven?";
    private static final String NODE = "https://client.example.org";
    private static final String VER = "QgayPKawpkPSDYmwT/WM94uAlu0=";

    /** What is made. */
    @Param
    public Kind kind = Kind.MESSAGE;

    private final XmlBuffer out = new XmlBuffer();
    private final Jid bob = Jid.of("bob@example.org/desk");
    private final BareJid contact = BareJid.of("carol@example.org");
    private final org.jxmpp.jid.Jid smackBob = JidCreate.fromOrThrowUnchecked("bob@example.org/desk");
    private final org.jxmpp.jid.BareJid smackContact =
            JidCreate.fromOrThrowUnchecked("carol@example.org").asBareJid();

    /** A stanza that clients send. */
    public enum Kind {
        /** With a text, an origin id (XEP-0359) and a request for a receipt (XEP-0184). */
        MESSAGE,
        /** Away, with a status and capabilities (XEP-0115). */
        PRESENCE,
        /** A contact with a name and a group. */
        ROSTER_SET
    }

    /** With our library. */
    @Benchmark
    public byte[] redoubt() {
        Stanza stanza = switch (kind) {
            case MESSAGE -> message();
            case PRESENCE -> presence();
            case ROSTER_SET -> rosterSet();
        };
        out.clear();
        StanzaCodec.write(stanza, new CanonicalWriter(out, Stanza.CLIENT_NAMESPACE));
        return out.toByteArray();
    }

    /** With Smack, whose writer makes one text of a stanza and encodes that. */
    @Benchmark
    public byte[] smack() {
        CharSequence text = switch (kind) {
            case MESSAGE -> smackMessage();
            case PRESENCE -> smackPresence();
            case ROSTER_SET -> smackRosterSet();
        };
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private Stanza message() {
        return new Message(
                StanzaHeader.EMPTY.withId(ID).withTo(bob),
                MessageType.CHAT,
                XmlContent.of(
                        Stanza.CLIENT_NAMESPACE,
                        List.of(
                                Element.named(Stanza.CLIENT_NAMESPACE, "body")
                                        .text(TEXT)
                                        .build(),
                                Element.named("urn:xmpp:sid:0", "origin-id")
                                        .attribute("id", ID)
                                        .build(),
                                Element.named("urn:xmpp:receipts", "request").build())));
    }

    private static Stanza presence() {
        return new Presence(
                StanzaHeader.EMPTY.withId(ID),
                PresenceType.AVAILABLE,
                XmlContent.of(
                        Stanza.CLIENT_NAMESPACE,
                        List.of(
                                Element.named(Stanza.CLIENT_NAMESPACE, "show")
                                        .text("away")
                                        .build(),
                                Element.named(Stanza.CLIENT_NAMESPACE, "status")
                                        .text("Back at noon")
                                        .build(),
                                Element.named("http://jabber.org/protocol/caps", "c")
                                        .attribute("hash", "sha-1")
                                        .attribute("node", NODE)
                                        .attribute("ver", VER)
                                        .build())));
    }

    private Stanza rosterSet() {
        return IqRequest.of(
                IqRequest.Action.SET,
                StanzaHeader.EMPTY.withId(ID),
                Element.named("jabber:iq:roster", "query")
                        .child(Element.named("jabber:iq:roster", "item")
                                .attribute("jid", contact.toString())
                                .attribute("name", "Carol")
                                .child("jabber:iq:roster", "group", "Friends")
                                .build())
                        .build());
    }

    private CharSequence smackMessage() {
        MessageBuilder message = StanzaBuilder.buildMessage(ID);
        return message.to(smackBob)
                .ofType(org.jivesoftware.smack.packet.Message.Type.chat)
                .setBody(TEXT)
                .addExtension(new OriginIdElement(ID))
                .addExtension(new DeliveryReceiptRequest())
                .build()
                .toXML(Stanza.CLIENT_NAMESPACE);
    }

    private static CharSequence smackPresence() {
        PresenceBuilder presence = StanzaBuilder.buildPresence(ID);
        return presence.setMode(org.jivesoftware.smack.packet.Presence.Mode.away)
                .setStatus("Back at noon")
                .addExtension(new CapsExtension(NODE, VER, "sha-1"))
                .build()
                .toXML(Stanza.CLIENT_NAMESPACE);
    }

    private CharSequence smackRosterSet() {
        RosterPacket packet = new RosterPacket();
        packet.setStanzaId(ID);
        packet.setType(IQ.Type.set);
        RosterPacket.Item item = new RosterPacket.Item(smackContact, "Carol");
        item.addGroupName("Friends");
        packet.addRosterItem(item);
        return packet.toXML(Stanza.CLIENT_NAMESPACE);
    }
}

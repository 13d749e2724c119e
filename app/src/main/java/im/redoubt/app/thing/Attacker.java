package im.redoubt.app.thing;

import im.redoubt.client.Client;
import im.redoubt.client.ClientException;
import im.redoubt.client.Feature;
import im.redoubt.client.Host;
import im.redoubt.client.RefusedException;
import im.redoubt.client.Session;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.IqResponse;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import im.redoubt.xml.XmlEvent;
import im.redoubt.xml.XmlLimits;
import im.redoubt.xml.XmlParser;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Somebody with an account of his own, or another one's, who sends what he likes. */
final class Attacker implements AutoCloseable {
    private static final Feature<Host> RAW = host -> host;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Session session;

    Attacker(Client.Builder builder) {
        this.session = builder.with(RAW).build().open();
    }

    /**
     * Sends a request with this in it.
     *
     * @return what comes back, in words
     */
    String request(Jid to, Element payload) {
        try {
            IqResponse answer = session.get(RAW)
                    .request(IqRequest.Action.SET, Optional.of(to), payload)
                    .await(PATIENCE);
            return answer.content().elements().toString();
        } catch (RefusedException refused) {
            return refused.condition().wire();
        } catch (ClientException none) {
            return "no answer";
        }
    }

    /** Sends the message by which an alarm system of 2016 was disarmed, without its PIN. */
    void chat(Jid to, String body) {
        Element text = Element.named(Stanza.CLIENT_NAMESPACE, "body").text(body).build();
        session.get(RAW)
                .send(new Message(
                        StanzaHeader.EMPTY.withTo(to),
                        MessageType.CHAT,
                        XmlContent.of(Stanza.CLIENT_NAMESPACE, List.of(text))));
    }

    /** Returns what somebody has seen on the wire as an element. */
    static Element captured(String line) {
        String xml = line.substring(line.indexOf('<'));
        ByteBuffer in = ByteBuffer.wrap(xml.getBytes(StandardCharsets.UTF_8));
        if (XmlParser.document(XmlLimits.AUTHENTICATED).next(in) instanceof XmlEvent.Complete complete) {
            return complete.element().toElement();
        }
        throw new StoryException("what was seen on the wire is no element");
    }

    /** Returns an element without all children of a name, at any depth. */
    static Element without(Element element, String local) {
        Element.Builder builder =
                Element.named(element.name().namespace(), element.name().local());
        element.attributes().forEach(attribute -> builder.attribute(attribute.name(), attribute.value()));
        if (element.children().isEmpty()) {
            builder.text(element.text());
        }
        element.children().stream()
                .filter(child -> !child.name().local().equals(local))
                .forEach(child -> builder.child(without(child, local)));
        return builder.build();
    }

    @Override
    public void close() {
        session.close();
    }
}

package im.redoubt.server.pep;

import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.server.feature.Feature;
import im.redoubt.server.routing.Dictation;
import im.redoubt.server.session.Session;
import im.redoubt.server.store.Blob;
import im.redoubt.server.store.NodeConfiguration;
import im.redoubt.server.store.PersonalNode;
import im.redoubt.server.store.Publication;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Up to where conversations were displayed, for all devices of an account (XEP-0490): a node of its own that clients publish in,
 * or that the server publishes in for them, told within a message to the other side. Guarantee: nobody else gets to see it, in a
 * message or in the node.
 */
public final class Displayed implements Feature, Dictation {
    private static final Logger LOG = LoggerFactory.getLogger(Displayed.class);
    private static final String NAMESPACE = "urn:xmpp:mds:displayed:0";
    private static final String ELEMENT = "displayed";
    private static final CompletionStage<Void> NOTHING = CompletableFuture.completedFuture(null);

    private final PersonalEvents events;

    /** Publishes among {@code events}. */
    public Displayed(PersonalEvents events) {
        this.events = events;
    }

    @Override
    public List<String> specs() {
        return List.of("XEP-0490 1.0.1");
    }

    @Override
    public List<String> advertisedByAccounts() {
        return List.of("urn:xmpp:mds:server-assist:0");
    }

    /** Section 4.5.3; the item is named as the message is addressed. */
    @Override
    public Optional<Read> read(Session sender, Message message) {
        Optional<Element> displayed = message.content().first(NAMESPACE, ELEMENT);
        if (displayed.isEmpty()) {
            return Optional.empty();
        }
        Message rest = message.withContent(message.content().without(name -> name.is(NAMESPACE, ELEMENT)));
        return Optional.of(new Read(
                rest,
                message.to().map(to -> publish(sender, to, displayed.get())).orElse(NOTHING)));
    }

    /** A node that others may read is left alone (section 5.2, point 3). */
    private CompletionStage<Void> publish(Session sender, Jid conversation, Element displayed) {
        Publication publication = new Publication(
                NAMESPACE,
                conversation.toString(),
                Blob.of(XmlContent.of("", List.of(displayed)).toByteArray()),
                NodeConfiguration.PRIVATE,
                PersonalNode::isForItsOwnerAlone);
        return events.publish(sender.account(), publication).handle((outcome, trouble) -> {
            if (trouble != null) {
                LOG.warn("what {} has displayed could not be kept", sender, trouble);
            }
            return null;
        });
    }
}

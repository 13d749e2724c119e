package im.redoubt.client.correction;

import im.redoubt.client.Audience;
import im.redoubt.client.Counters;
import im.redoubt.client.Delivery;
import im.redoubt.client.Feature;
import im.redoubt.client.Host;
import im.redoubt.client.Listeners;
import im.redoubt.client.chat.Chat;
import im.redoubt.client.chat.ChatDraft;
import im.redoubt.client.chat.ChatMessage;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.xml.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Corrects the last message.
 *
 * <p>Guarantee: a correction is told only if it comes from the account that sent the original, and that is the last one it sent
 * (XEP-0308 section 4); from somebody who is no contact, from the very same device or occupant. Whoever tries to correct somebody else
 * is counted among {@link Counters.Kind#FORGERIES}, and nothing is shown. One of a message that is not known, or not the last, is an
 * ordinary message of its sender.
 *
 * <pre>{@code
 * Corrections corrections = session.get(Corrections.FEATURE);
 * corrections.received().add(correction -> screen.replace(correction.id(), correction.replacement().body()));
 * corrections.correct(delivery, ChatDraft.to(bob).body("hello").build());
 * }</pre>
 */
public final class Corrections {
    /** The namespace. */
    public static final String NAMESPACE = "urn:xmpp:message-correct:0";

    /** The feature. */
    public static final Feature<Corrections> FEATURE = Corrections::new;

    private final Host host;
    private final Chat chat;
    private final Listeners<Correction> received;
    private final LastMessages last = new LastMessages();

    private Corrections(Host host) {
        this.host = host;
        this.received = host.listeners();
        host.advertise(NAMESPACE);
        host.decorate(this::sent);
        chat = host.require(Chat.FEATURE);
        chat.before(this::take);
    }

    /** Returns who hears of corrections; they are not among the messages of {@link Chat#received}. */
    public Listeners<Correction> received() {
        return received;
    }

    /**
     * Corrects the last message that was sent to somebody.
     *
     * @param original the first one, also when it was corrected before (section 4)
     * @param corrected the whole message again, as it should have been
     * @return what becomes of the correction
     */
    public Delivery correct(Delivery original, ChatDraft corrected) {
        return chat.send(corrected.with(Element.named(NAMESPACE, "replace")
                .attribute("id", original.id())
                .build()));
    }

    private boolean take(ChatMessage message) {
        LastMessages.Conversation conversation = new LastMessages.Conversation(message.peer(), message.isMine());
        Optional<String> replaced = replaced(message.stanza());
        if (replaced.isPresent()) {
            if (last.is(conversation, replaced.get(), sender -> isSame(sender, message))) {
                received.tell(new Correction(replaced.get(), message));
                return true;
            }
            if (last.contains(replaced.get())) {
                host.counters().count(Counters.Kind.FORGERIES);
                return true;
            }
        }
        message.ids().id().ifPresent(id -> last.add(conversation, message.sender(), id));
        return false;
    }

    /** The addresses of a room's occupants have one bare address: who is nobody's contact must be the same to the last part. */
    private boolean isSame(Jid sender, ChatMessage correction) {
        Jid now = correction.sender();
        return (correction.isMine() || host.admits(Audience.CONTACTS, now))
                ? sender.bare().equals(now.bare())
                : sender.equals(now);
    }

    private static Optional<String> replaced(Message message) {
        if (!message.content().has(NAMESPACE, "replace")) {
            return Optional.empty();
        }
        List<Element> found = new ArrayList<>();
        for (Element child : message.content().elements()) {
            if (child.is(NAMESPACE, "replace")) {
                found.add(child);
            }
        }
        return found.size() == 1 ? found.get(0).attribute("id") : Optional.empty();
    }

    private Message sent(Message message) {
        boolean text = (message.type() == MessageType.CHAT || message.type() == MessageType.NORMAL)
                && message.content().has(Stanza.CLIENT_NAMESPACE, "body")
                && !message.content().has(NAMESPACE, "replace");
        if (text && message.to().isPresent() && message.id().isPresent()) {
            last.add(
                    new LastMessages.Conversation(message.to().get().bare(), true),
                    host.account(),
                    message.id().get());
        }
        return message;
    }
}

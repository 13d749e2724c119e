package im.redoubt.client.state;

import im.redoubt.client.Audience;
import im.redoubt.client.Feature;
import im.redoubt.client.Host;
import im.redoubt.client.Incoming;
import im.redoubt.client.Listeners;
import im.redoubt.client.Origin;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.payload.Hint;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import im.redoubt.xml.XmlName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says to contacts whether somebody writes to them, and hears it of others.
 *
 * <p>Guarantee: a state goes to contacts only, and only after the contact's client has shown that it uses them (XEP-0085 section
 * 5.1); never twice the same in a row (section 5.3).
 *
 * <pre>{@code
 * ChatStates states = session.get(ChatStates.FEATURE);
 * states.changed().add(change -> screen.typing(change.sender(), change.state() == ChatState.COMPOSING));
 * states.tell(bob, ChatState.COMPOSING);
 * }</pre>
 */
public final class ChatStates {
    /** How many conversations are remembered. */
    static final int MOST = 1_000;

    /** The feature. */
    public static final Feature<ChatStates> FEATURE = ChatStates::new;

    private final Host host;
    private final Listeners<ChatStateChange> changed;
    private final Map<BareJid, Talk> talks = new LinkedHashMap<BareJid, Talk>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<BareJid, Talk> eldest) {
            return size() > MOST;
        }
    };

    /** What is known of the other one's client. */
    private enum Support {
        UNKNOWN,
        YES,
        NO
    }

    /** A conversation. */
    private static final class Talk {
        private Support support = Support.UNKNOWN;
        private Optional<ChatState> told = Optional.empty();
    }

    private ChatStates(Host host) {
        this.host = host;
        this.changed = host.listeners();
        host.advertise(ChatState.NAMESPACE);
        host.onMessage(this::heard);
        host.decorate(this::active);
    }

    /** Returns who hears of others' states. */
    public Listeners<ChatStateChange> changed() {
        return changed;
    }

    /**
     * Tells a contact how one takes part in the conversation; nothing happens if he is none, or his client does not use states.
     *
     * @param to the contact
     * @param state what it is now
     */
    public void tell(Jid to, ChatState state) {
        host.run(() -> {
            Talk talk = talk(to);
            boolean wanted = talk.support == Support.YES
                    && !talk.told.equals(Optional.of(state))
                    && host.admits(Audience.CONTACTS, to);
            if (wanted) {
                talk.told = Optional.of(state);
                host.send(new Message(
                        StanzaHeader.EMPTY.withTo(to),
                        MessageType.CHAT,
                        XmlContent.of(
                                Stanza.CLIENT_NAMESPACE,
                                List.of(
                                        state.toElement(),
                                        Element.named(Hint.NAMESPACE, "no-store")
                                                .build()))));
            }
        });
    }

    private Talk talk(Jid other) {
        return talks.computeIfAbsent(other.bare(), bare -> new Talk());
    }

    /** Every text to a contact says that one is there, until his client shows that it makes nothing of it. */
    private Message active(Message message) {
        Optional<Jid> to = message.to();
        boolean text = message.type() == MessageType.CHAT && message.content().has(Stanza.CLIENT_NAMESPACE, "body");
        if (!text
                || !to.isPresent()
                || !host.admits(Audience.CONTACTS, to.get())
                || state(message).isPresent()) {
            return message;
        }
        Talk talk = talk(to.get());
        if (talk.support == Support.NO) {
            return message;
        }
        talk.told = Optional.of(ChatState.ACTIVE);
        return message.withContent(message.content().plus(ChatState.ACTIVE.toElement()));
    }

    private boolean heard(Incoming incoming) {
        Message message = incoming.message();
        boolean others = (incoming.isDirect() || incoming.origin() == Origin.COPY_RECEIVED)
                && !incoming.from().bare().equals(host.account());
        if (others && (message.type() == MessageType.CHAT || message.type() == MessageType.NORMAL)) {
            Optional<ChatState> state = state(message);
            Talk known = talks.get(incoming.from().bare());
            if (state.isPresent()) {
                talk(incoming.from()).support = Support.YES;
                changed.tell(new ChatStateChange(incoming.from(), state.get()));
            } else if (known != null && message.content().has(Stanza.CLIENT_NAMESPACE, "body")) {
                known.support = Support.NO;
            }
        }
        return false;
    }

    /** A message has one state (section 5.6); where there are more nobody knows which is meant. */
    private static Optional<ChatState> state(Message message) {
        Optional<ChatState> found = Optional.empty();
        for (XmlName child : message.content().children()) {
            if (child.namespace().equals(ChatState.NAMESPACE)) {
                if (found.isPresent()) {
                    return Optional.empty();
                }
                found = ChatState.named(child.local());
            }
        }
        return found;
    }
}

package im.redoubt.client.carbons;

import im.redoubt.client.Counters;
import im.redoubt.client.Feature;
import im.redoubt.client.Host;
import im.redoubt.client.Incoming;
import im.redoubt.client.SessionState;
import im.redoubt.client.chat.ChatDraft;
import im.redoubt.protocol.payload.Hint;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stream.SessionFeature;
import im.redoubt.xml.Element;
import java.util.Optional;

/**
 * Has the server copy to this device what the account's other devices send and receive.
 *
 * <p>Guarantee: only the own account's server makes copies; whatever else looks like one is counted among
 * {@link Counters.Kind#FORGERIES} and shown to nobody.
 *
 * <pre>{@code
 * Client client = Client.builder("me@example.org").password(password).with(Chat.FEATURE, Carbons.FEATURE).build();
 * Chat chat = client.open().get(Chat.FEATURE);
 * chat.received().add(message -> screen.show(message.peer(), message.isMine(), message.body()));
 * }</pre>
 */
public final class Carbons {
    /** The namespace. */
    public static final String NAMESPACE = "urn:xmpp:carbons:2";

    /** The feature. */
    public static final Feature<Carbons> FEATURE = Carbons::new;

    private final Host host;
    private volatile boolean on;

    private Carbons(Host host) {
        this.host = host;
        host.onMessage(this::copy);
        host.beginWith(SessionFeature.CARBONS);
        host.onOnline(this::begin);
    }

    /** Returns whether the server said that it copies. */
    public boolean isOn() {
        return on;
    }

    /**
     * Returns a message that the server copies to no other device, neither of the sender nor of the recipient (section 9).
     *
     * @param draft a message
     */
    public static ChatDraft uncopied(ChatDraft draft) {
        return draft.with(Element.named(NAMESPACE, "private").build())
                .with(Element.named(Hint.NAMESPACE, "no-copy").build());
    }

    /** A session that goes on has its copies still (XEP-0198 section 5); a new one may have begun with them (XEP-0386). */
    private void begin(SessionState.Online online) {
        if (online.resumed()) {
            return;
        }
        on = host.begunWith(SessionFeature.CARBONS);
        if (!on) {
            host.request(
                            IqRequest.Action.SET,
                            Optional.empty(),
                            Element.named(NAMESPACE, "enable").build())
                    .whenDone((done, refused) -> on = refused == null);
        }
    }

    private boolean copy(Incoming incoming) {
        if (!Copy.isIn(incoming.message().content())) {
            return false;
        }
        if (!isOurServers(incoming)) {
            host.counters().count(Counters.Kind.FORGERIES);
            return true;
        }
        Optional<Incoming> original = Copy.read(incoming.message(), host.account());
        if (original.isPresent()) {
            host.deliver(original.get());
        } else {
            host.counters().count(Counters.Kind.FAULTS);
        }
        return true;
    }

    /** Section 7: the sender is the bare account, and the server lets nobody else say that. */
    private boolean isOurServers(Incoming incoming) {
        Message message = incoming.message();
        return incoming.isDirect() && !message.isError() && incoming.from().equals(host.account());
    }
}

package im.redoubt.client;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.StanzaError;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The messages that were sent last, by their identifiers, for whoever has something to say about one. */
final class Deliveries {
    /** How many are remembered. */
    static final int MOST = 1_000;

    private final Map<String, Sent> sent = new LinkedHashMap<String, Sent>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Sent> eldest) {
            return size() > MOST;
        }
    };

    /** A message and to whom it went. */
    private record Sent(Optional<Jid> to, Delivery delivery) {}

    void add(Optional<Jid> to, Delivery delivery) {
        sent.put(delivery.id(), new Sent(to, delivery));
    }

    /** Returns the message of this identifier, if it went to this account: nobody else has a say in it. */
    Optional<Delivery> find(String id, BareJid recipient) {
        return Optional.ofNullable(sent.get(id))
                .filter(message ->
                        message.to().map(Jid::bare).filter(recipient::equals).isPresent())
                .map(Sent::delivery);
    }

    /** The session ended: nothing is heard of them any more. */
    void end(ClientException why) {
        sent.values().forEach(message -> message.delivery().failed(why));
        sent.clear();
    }

    /** A message came back (RFC 6120 section 8.3): from its recipient, or from the own server. */
    boolean returned(Incoming error, BareJid server) {
        Sent message = sent.get(error.message().id().orElse(""));
        if (message == null || !error.isDirect()) {
            return false;
        }
        BareJid from = error.from().bare();
        boolean believed = from.equals(server)
                || message.to().map(Jid::bare).filter(from::equals).isPresent();
        if (believed) {
            message.delivery().failed(new RefusedException(StanzaError.conditionIn(error.message())));
        }
        return believed;
    }
}

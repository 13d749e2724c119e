package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import java.util.List;
import java.util.Optional;

/** Messages for tests. */
final class TestMessages {
    private TestMessages() {}

    static NewMessage waiting(BareJid from, BareJid to, String body) {
        return new NewMessage(
                header(from, to),
                Blob.of(body),
                List.of(new MessageOwner(to, from, MessageOwner.Delivery.WAITS, false)),
                Optional.empty(),
                Optional.empty());
    }

    /** On its way to a session of the recipient's, and in nobody's archive. */
    static NewMessage underway(BareJid from, BareJid to, String body) {
        return new NewMessage(
                header(from, to),
                Blob.of(body),
                List.of(new MessageOwner(to, from, MessageOwner.Delivery.UNDERWAY, false)),
                Optional.empty(),
                Optional.empty());
    }

    static NewMessage archived(BareJid from, BareJid to, String body) {
        return kept(from, to, body, true);
    }

    /** In both archives; it waits for the recipient, or was delivered. */
    static NewMessage kept(BareJid from, BareJid to, String body, boolean waits) {
        List<MessageOwner> owners = List.of(
                new MessageOwner(from, to, MessageOwner.Delivery.NONE, true),
                new MessageOwner(to, from, waits ? MessageOwner.Delivery.WAITS : MessageOwner.Delivery.NONE, true));
        return new NewMessage(header(from, to), Blob.of(body), owners, Optional.empty(), Optional.empty());
    }

    /** As {@link #archived}, under an id of its sender's. */
    static NewMessage named(BareJid from, BareJid to, String digest) {
        NewMessage message = archived(from, to, "named " + digest);
        return new NewMessage(
                message.header(), message.content(), message.owners(), Optional.of(Blob.of(digest)), Optional.empty());
    }

    static MessageHeader header(BareJid from, BareJid to) {
        return new MessageHeader(
                MessageKind.CHAT, from.withResource("phone"), to, Optional.of("id-1"), Optional.empty(), 5);
    }

    static List<String> texts(List<StoredMessage> messages) {
        return messages.stream().map(message -> message.content().text()).toList();
    }
}

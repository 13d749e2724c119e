package im.redoubt.client.archive;

import im.redoubt.client.Incoming;
import im.redoubt.client.Origin;
import im.redoubt.client.chat.Chat;
import im.redoubt.client.chat.MessageIds;
import im.redoubt.client.time.Plausible;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.payload.Forwarded;
import im.redoubt.protocol.payload.Stamp;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.xml.Element;
import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlContent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads what an archive sent. The archive vouches for the message, so what it knows better (when, under which id) takes the place
 * of whatever was within, which is left out.
 */
final class ResultReader {
    private static final String IDS = "urn:xmpp:sid:0";
    private static final String ROOM = "http://jabber.org/protocol/muc#user";

    private final BareJid account;
    private final Chat chat;

    ResultReader(BareJid account, Chat chat) {
        this.account = account;
        this.chat = chat;
    }

    /** Returns the id of a result, if it has one. */
    static Optional<String> id(ParsedElement result) {
        return result.attribute("id").filter(id -> !id.isEmpty() && id.length() <= MessageIds.MOST_CHARS);
    }

    /**
     * Reads a result.
     *
     * @param result an element {@code result}
     * @param archive who sent it
     * @param now the time
     * @return the message; nothing if it was taken out of the archive, or cannot be in there
     */
    Optional<ArchivedMessage> read(ParsedElement result, BareJid archive, Instant now) {
        List<ParsedElement> forwarded = result.content().parsed(Forwarded.NAMESPACE, "forwarded");
        Optional<String> id = id(result);
        if (forwarded.size() != 1 || !id.isPresent()) {
            return Optional.empty();
        }
        return Forwarded.read(forwarded.get(0))
                .filter(contents -> canBeIn(archive, contents.message()))
                .map(contents -> {
                    Instant time = contents.stamp()
                            .flatMap(stamp -> Plausible.past(stamp, now))
                            .orElse(now);
                    Message message = vouched(contents.message(), archive);
                    return new ArchivedMessage(
                            id.get(),
                            time,
                            message,
                            chat.archived(new Incoming(message, Origin.ARCHIVE), id.get(), time));
                });
    }

    /** An account's archive has what it sent or received; anybody else's, a room's, what came from there. */
    private boolean canBeIn(BareJid archive, Message message) {
        boolean from = message.from().map(Jid::bare).filter(archive::equals).isPresent();
        if (!archive.equals(account)) {
            return from && message.type() == MessageType.GROUPCHAT;
        }
        return message.from().isPresent()
                && (from || message.to().map(Jid::bare).filter(archive::equals).isPresent());
    }

    private static Message vouched(Message message, BareJid archive) {
        return message.withContent(withoutWhatIsOfTheArchive(message.content(), archive));
    }

    private static XmlContent withoutWhatIsOfTheArchive(XmlContent content, BareJid archive) {
        if (!content.has(IDS, "stanza-id") && !Stamp.isIn(content) && !content.has(ROOM, "x")) {
            return content;
        }
        List<Element> children = new ArrayList<>();
        for (Element child : content.elements()) {
            if (!isOfTheArchive(child, archive)) {
                children.add(child);
            }
        }
        return XmlContent.of(content.contextNamespace(), children);
    }

    /** Who an occupant really is was said by the room at the time, if at all; in an archive it may be anybody's invention. */
    private static boolean isOfTheArchive(Element child, BareJid archive) {
        boolean id = child.is(IDS, "stanza-id")
                && child.attribute("by")
                        .flatMap(Jid::parse)
                        .filter(archive::equals)
                        .isPresent();
        return id
                || child.is(Stamp.NAMESPACE, "delay")
                || (child.is(ROOM, "x") && child.first(ROOM, "item").isPresent());
    }
}

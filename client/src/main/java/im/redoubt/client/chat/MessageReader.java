package im.redoubt.client.chat;

import im.redoubt.client.Incoming;
import im.redoubt.client.text.Unverified;
import im.redoubt.client.time.Plausible;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.payload.Stamp;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlContent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads messages for one account. */
final class MessageReader {
    static final String NAMESPACE = Stanza.CLIENT_NAMESPACE;
    static final String IDS_NAMESPACE = "urn:xmpp:sid:0";

    /** How many languages of a message are read. */
    static final int MOST_LANGUAGES = 32;

    private static final int MOST_LANGUAGE_CHARS = 35;

    private final BareJid account;
    private final BareJid server;

    MessageReader(BareJid account) {
        this.account = account;
        this.server = BareJid.of("", account.domain());
    }

    /**
     * Reads a message.
     *
     * @param incoming a message
     * @param now the time of those that do not say when they were sent
     * @return the message, if it is one with text that is not of a room
     */
    Optional<ChatMessage> read(Incoming incoming, Instant now) {
        Message message = incoming.message();
        return isText(message)
                ? Optional.of(message(incoming, archived(message), time(message.content(), now)))
                : Optional.empty();
    }

    /** Reads a message of which an archive says when it was sent, and what it is called there. */
    Optional<ChatMessage> archived(Incoming incoming, String id, Instant time) {
        return isText(incoming.message()) ? Optional.of(message(incoming, Optional.of(id), time)) : Optional.empty();
    }

    private static boolean isText(Message message) {
        boolean other = message.type() == MessageType.ERROR || message.type() == MessageType.GROUPCHAT;
        return !other && message.content().has(NAMESPACE, "body");
    }

    private ChatMessage message(Incoming incoming, Optional<String> archived, Instant time) {
        Message message = incoming.message();
        return new ChatMessage(
                incoming,
                account,
                bodies(message.content(), message.header().lang().orElse("")),
                ids(message, archived),
                time);
    }

    private static Map<String, Unverified> bodies(XmlContent content, String usual) {
        List<ParsedElement> all = content.parsed(NAMESPACE, "body");
        if (all.size() == 1) {
            return Collections.singletonMap(language(all.get(0), usual), text(all.get(0)));
        }
        Map<String, Unverified> bodies = new LinkedHashMap<>();
        for (ParsedElement body : all) {
            if (bodies.size() < MOST_LANGUAGES) {
                bodies.putIfAbsent(language(body, usual), text(body));
            }
        }
        return Collections.unmodifiableMap(bodies);
    }

    private static String language(ParsedElement body, String usual) {
        String said = body.lang().orElse(usual);
        return isLanguage(said) ? said.toLowerCase(Locale.ROOT) : "";
    }

    // As tags of languages are (RFC 5646 section 2.1), at least in their letters.
    private static boolean isLanguage(String said) {
        for (int i = 0; i < said.length(); i++) {
            char c = said.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && c != '-' && (c < '0' || c > '9')) {
                return false;
            }
        }
        return said.length() <= MOST_LANGUAGE_CHARS;
    }

    private static Unverified text(ParsedElement body) {
        return Unverified.of(body.content().text());
    }

    private static MessageIds ids(Message message, Optional<String> archived) {
        List<ParsedElement> origins = message.content().parsed(IDS_NAMESPACE, "origin-id");
        return new MessageIds(message.id().filter(MessageReader::isId), one(origins), archived);
    }

    /** XEP-0359 section 4: one by the account at most; where there are more, nobody knows which one the server gave. */
    private Optional<String> archived(Message message) {
        List<ParsedElement> archived = new ArrayList<>(1);
        for (ParsedElement id : message.content().parsed(IDS_NAMESPACE, "stanza-id")) {
            if (id.attribute("by").filter(this::isAccount).isPresent()) {
                archived.add(id);
            }
        }
        return one(archived);
    }

    // Servers write it as it is prepared.
    private boolean isAccount(String by) {
        return by.equals(account.toString())
                || Jid.parse(by).filter(account::equals).isPresent();
    }

    private static Optional<String> one(List<ParsedElement> ids) {
        return ids.size() == 1 ? ids.get(0).attribute("id").filter(MessageReader::isId) : Optional.empty();
    }

    private static boolean isId(String text) {
        return !text.isEmpty() && text.length() <= MessageIds.MOST_CHARS;
    }

    /** XEP-0203 section 4: when it came is known; that it was sent earlier only from the account or its server. */
    private Instant time(XmlContent content, Instant now) {
        return Stamp.in(content, by -> by.equals(account) || by.equals(server))
                .flatMap(stamp -> Plausible.past(stamp, now))
                .orElse(now);
    }
}

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
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads messages for one account. */
final class MessageReader {
    static final String NAMESPACE = Stanza.CLIENT_NAMESPACE;
    static final String IDS_NAMESPACE = "urn:xmpp:sid:0";

    /** How many languages of a message are read. */
    static final int MOST_LANGUAGES = 32;

    private static final Pattern LANGUAGE = Pattern.compile("[a-zA-Z0-9-]{0,35}");

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
        boolean other = message.type() == MessageType.ERROR || message.type() == MessageType.GROUPCHAT;
        if (other || !message.content().has(NAMESPACE, "body")) {
            return Optional.empty();
        }
        List<Element> children = message.content().elements();
        return Optional.of(new ChatMessage(
                incoming,
                account,
                bodies(children, message.header().lang().orElse("")),
                ids(message, children),
                time(message.content(), now)));
    }

    private static Map<String, Unverified> bodies(List<Element> children, String usual) {
        Map<String, Unverified> bodies = new LinkedHashMap<>();
        for (Element child : children) {
            if (child.is(NAMESPACE, "body") && bodies.size() < MOST_LANGUAGES) {
                String said = child.lang().orElse(usual);
                String language = LANGUAGE.matcher(said).matches() ? said.toLowerCase(Locale.ROOT) : "";
                bodies.putIfAbsent(language, Unverified.of(child.text()));
            }
        }
        return Collections.unmodifiableMap(bodies);
    }

    /** XEP-0359 section 4: one by the account at most; where there are more, nobody knows which one the server gave. */
    private MessageIds ids(Message message, List<Element> children) {
        List<String> archived = new ArrayList<>();
        List<String> origins = new ArrayList<>();
        for (Element child : children) {
            if (child.is(IDS_NAMESPACE, "stanza-id")
                    && child.attribute("by")
                            .flatMap(Jid::parse)
                            .filter(account::equals)
                            .isPresent()) {
                archived.add(child.attribute("id").orElse(""));
            } else if (child.is(IDS_NAMESPACE, "origin-id")) {
                origins.add(child.attribute("id").orElse(""));
            }
        }
        return new MessageIds(message.id().filter(MessageReader::isId), one(origins), one(archived));
    }

    private static Optional<String> one(List<String> ids) {
        return ids.size() == 1 ? Optional.of(ids.get(0)).filter(MessageReader::isId) : Optional.empty();
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

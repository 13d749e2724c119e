package im.redoubt.client.rule;

import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.IqResponse;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.Presence;
import im.redoubt.protocol.stanza.PresenceType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.xml.XmlName;
import java.util.Set;
import java.util.function.Predicate;

/** Which stanzas a rule is about. */
public final class What {
    private final Predicate<Stanza> test;

    private What(Predicate<Stanza> test) {
        this.test = test;
    }

    /** Every stanza. */
    public static What anything() {
        return new What(stanza -> true);
    }

    /** Messages of every type. */
    public static What messages() {
        return new What(stanza -> stanza instanceof Message);
    }

    /** Messages with one of these elements among their children. */
    public static What messages(XmlName... payloads) {
        return holding(Message.class, payloads);
    }

    /** Who is on line or not any more, and how: presence of no other type. */
    public static What presence() {
        return new What(stanza -> stanza instanceof Presence presence
                && (presence.type() == PresenceType.AVAILABLE || presence.type() == PresenceType.UNAVAILABLE));
    }

    /** Those who ask to see the account's presence (RFC 6121 section 3.1). */
    public static What subscriptionRequests() {
        return new What(stanza -> stanza instanceof Presence presence && presence.type() == PresenceType.SUBSCRIBE);
    }

    /** Requests with one of these payloads: those that the application answers. */
    public static What requests(XmlName... payloads) {
        return holding(IqRequest.class, payloads);
    }

    private static What holding(Class<? extends Stanza> kind, XmlName... payloads) {
        Set<XmlName> names = Set.of(payloads);
        if (names.isEmpty() || names.size() > Rules.MOST_PAYLOADS) {
            throw new IllegalArgumentException("1 to " + Rules.MOST_PAYLOADS + " payloads");
        }
        return new What(stanza -> {
            if (!kind.isInstance(stanza)) {
                return false;
            }
            for (XmlName child : stanza.content().children()) {
                if (names.contains(child)) {
                    return true;
                }
            }
            return false;
        });
    }

    boolean includes(Stanza stanza) {
        return !(stanza instanceof IqResponse) && test.test(stanza);
    }
}

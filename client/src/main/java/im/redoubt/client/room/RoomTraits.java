package im.redoubt.client.room;

import im.redoubt.protocol.stanza.IqResponse;
import im.redoubt.xml.Element;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What a room says of itself (XEP-0045 section 6.4). Immutable. */
public final class RoomTraits {
    static final RoomTraits UNKNOWN = new RoomTraits(new HashSet<>());
    static final String INFO = "http://jabber.org/protocol/disco#info";

    private static final String STANZA_IDS = "urn:xmpp:sid:0";
    private static final int MOST_FEATURES = 500;

    private final Set<String> features;

    private RoomTraits(Set<String> features) {
        this.features = features;
    }

    static RoomTraits of(IqResponse response) {
        Set<String> features = new HashSet<>();
        Optional<Element> query = response.content().first(INFO, "query");
        for (Element feature : query.map(list -> list.children(INFO, "feature")).orElseGet(java.util.List::of)) {
            if (features.size() < MOST_FEATURES) {
                feature.attribute("var").ifPresent(features::add);
            }
        }
        return new RoomTraits(features);
    }

    /** Returns whether one needs a password. */
    public boolean hasPassword() {
        return features.contains("muc_passwordprotected");
    }

    /** Returns whether only members come in. */
    public boolean isForMembers() {
        return features.contains("muc_membersonly");
    }

    /** Returns whether only those speak who have voice. */
    public boolean isModerated() {
        return features.contains("muc_moderated");
    }

    /** Returns whether everybody in it sees everybody's real address. */
    public boolean showsAddresses() {
        return features.contains("muc_nonanonymous");
    }

    /** Returns whether it stays when nobody is in it. */
    public boolean isPersistent() {
        return features.contains("muc_persistent");
    }

    /** Returns whether it tells its occupants apart by identifiers that nobody else can write (XEP-0421). */
    public boolean givesOccupantIds() {
        return features.contains(OccupantId.NAMESPACE);
    }

    /** Returns whether it gives messages identifiers that nobody else can write (XEP-0359). */
    public boolean givesStanzaIds() {
        return features.contains(STANZA_IDS);
    }
}

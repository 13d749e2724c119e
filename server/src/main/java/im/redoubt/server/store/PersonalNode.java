package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import java.util.Map;

/**
 * A node of an account (XEP-0163).
 *
 * @param name its name
 * @param configuration how it behaves
 * @param version that of its newest item, 0 if it has none
 * @param affiliations who is treated otherwise than its access model says
 */
public record PersonalNode(
        String name, NodeConfiguration configuration, long version, Map<BareJid, Affiliation> affiliations) {
    /** Copies the affiliations. */
    public PersonalNode {
        affiliations = Map.copyOf(affiliations);
    }

    /** A node in which nobody has an affiliation but its owner. */
    public PersonalNode(String name, NodeConfiguration configuration, long version) {
        this(name, configuration, version, Map.of());
    }

    /** Returns whether nobody but its owner may read it. */
    public boolean isForItsOwnerAlone() {
        return configuration.access() == AccessModel.WHITELIST && !affiliations.containsValue(Affiliation.MEMBER);
    }

    /** Returns whether all who see its owner's presence may read it. */
    public boolean isForAllContacts() {
        return switch (configuration.access()) {
            case OPEN, PRESENCE -> !affiliations.containsValue(Affiliation.OUTCAST);
            case ROSTER, WHITELIST -> false;
        };
    }

    /** Returns this with another newest item. */
    PersonalNode withVersion(long now) {
        return new PersonalNode(name, configuration, now, affiliations);
    }

    /** Returns this behaving otherwise. */
    PersonalNode with(NodeConfiguration now) {
        return new PersonalNode(name, now, version, affiliations);
    }

    /** Returns this with other affiliations. */
    PersonalNode with(Map<BareJid, Affiliation> now) {
        return new PersonalNode(name, configuration, version, now);
    }
}

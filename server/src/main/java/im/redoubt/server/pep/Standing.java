package im.redoubt.server.pep;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.server.feature.IqAnswer;
import im.redoubt.server.store.Affiliation;
import im.redoubt.server.store.NodeConfiguration;
import im.redoubt.server.store.PersonalNode;
import im.redoubt.server.store.RosterItem;
import java.util.List;
import java.util.Optional;

/**
 * How who asks stands to the account that he asks about.
 *
 * @param kind in general
 * @param asker who asks
 * @param groups the groups of the account's roster that he is in
 */
record Standing(Kind kind, BareJid asker, List<String> groups) {
    /** How he stands in general. */
    enum Kind {
        /** It is his own. */
        OWNER,
        /** He sees its presence. */
        CONTACT,
        /** He does not, or there is no such account. */
        STRANGER,
        /** One of the two blocks the other. */
        BARRED
    }

    /** Copies the groups. */
    Standing {
        groups = List.copyOf(groups);
    }

    static Standing owner(BareJid account) {
        return new Standing(Kind.OWNER, account, List.of());
    }

    static Standing barred(BareJid asker) {
        return new Standing(Kind.BARRED, asker, List.of());
    }

    /** Returns how somebody stands to an account that has this item of him in its roster. */
    static Standing of(BareJid asker, Optional<RosterItem> item) {
        return item.filter(one -> one.subscription().isSeenByContact())
                .map(one -> new Standing(Kind.CONTACT, asker, one.groups()))
                .orElseGet(() -> new Standing(Kind.STRANGER, asker, List.of()));
    }

    /** Returns whether he may read a node: an affiliation goes before its access model (XEP-0060 sections 4.1 and 4.5). */
    boolean reads(PersonalNode node) {
        return switch (kind) {
            case OWNER -> true;
            case BARRED -> false;
            case CONTACT, STRANGER ->
                Optional.ofNullable(node.affiliations().get(asker))
                        .map(affiliation -> affiliation == Affiliation.MEMBER)
                        .orElseGet(() -> isLetInBy(node.configuration()));
        };
    }

    private boolean isLetInBy(NodeConfiguration node) {
        return switch (node.access()) {
            case OPEN -> true;
            case PRESENCE -> kind == Kind.CONTACT;
            case ROSTER -> kind == Kind.CONTACT && groups.stream().anyMatch(node.groups()::contains);
            case WHITELIST -> false;
        };
    }

    /** Returns whether he may know that there is such an account. */
    boolean knows() {
        return kind == Kind.OWNER || kind == Kind.CONTACT;
    }

    /**
     * Returns what he is told of what he may not read. A contact is not told either that there is a node which is not for him
     * (XEP-0060 section 6.5.9.8 would have it); everybody else is told what he is told of no account at all (RFC 6121 section 8.5.1).
     */
    IqAnswer refusal() {
        return IqAnswer.refuse(knows() ? StanzaCondition.ITEM_NOT_FOUND : StanzaCondition.SERVICE_UNAVAILABLE);
    }
}

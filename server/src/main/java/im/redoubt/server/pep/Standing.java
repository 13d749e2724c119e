package im.redoubt.server.pep;

import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.server.feature.IqAnswer;
import im.redoubt.server.store.AccessModel;

/** How who asks stands to the account that he asks about. */
enum Standing {
    /** It is his own. */
    OWNER,
    /** He sees its presence. */
    CONTACT,
    /** He does not, or there is no such account. */
    STRANGER,
    /** It blocks him. */
    BARRED;

    /** Returns whether he may read a node. */
    boolean reads(AccessModel access) {
        return switch (access) {
            case OPEN -> this != BARRED;
            case PRESENCE -> this == OWNER || this == CONTACT;
            case WHITELIST -> this == OWNER;
        };
    }

    /** Returns whether he may know that there is such an account. */
    boolean knows() {
        return this == OWNER || this == CONTACT;
    }

    /**
     * Returns what he is told of what he may not read. A contact is not told either that there is a node which is not for him
     * (XEP-0060 section 6.5.9.8 would have it); everybody else is told what he is told of no account at all (RFC 6121 section 8.5.1).
     */
    IqAnswer refusal() {
        return IqAnswer.refuse(knows() ? StanzaCondition.ITEM_NOT_FOUND : StanzaCondition.SERVICE_UNAVAILABLE);
    }
}

package im.redoubt.client.room;

import im.redoubt.client.RefusedException;
import im.redoubt.protocol.stanza.StanzaCondition;

/** Why a room does not let somebody in (XEP-0045 section 7.2). */
public enum JoinRefusal {
    /** Another one is called so. */
    NICKNAME_TAKEN(StanzaCondition.CONFLICT),
    /** It wants a password, or another one. */
    PASSWORD_WANTED(StanzaCondition.NOT_AUTHORIZED),
    /** This account is banned. */
    BANNED(StanzaCondition.FORBIDDEN),
    /** The room is for members. */
    MEMBERS_ONLY(StanzaCondition.REGISTRATION_REQUIRED),
    /** There is no such room yet, or its owner has not opened it. */
    NOT_OPEN(StanzaCondition.ITEM_NOT_FOUND),
    /** This account may not make rooms. */
    CREATION_NOT_ALLOWED(StanzaCondition.NOT_ALLOWED),
    /** This account has to be called otherwise here. */
    NICKNAME_NOT_ALLOWED(StanzaCondition.NOT_ACCEPTABLE),
    /** There are too many in it. */
    FULL(StanzaCondition.SERVICE_UNAVAILABLE),
    /** It is for another reason. */
    OTHER(StanzaCondition.UNDEFINED_CONDITION);

    private final StanzaCondition condition;

    JoinRefusal(StanzaCondition condition) {
        this.condition = condition;
    }

    /** Returns what a refusal to join means. */
    public static JoinRefusal of(RefusedException refusal) {
        for (JoinRefusal known : values()) {
            if (known.condition == refusal.condition()) {
                return known;
            }
        }
        return OTHER;
    }
}

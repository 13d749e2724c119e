package im.redoubt.client;

import im.redoubt.protocol.stanza.StanzaCondition;

/** Somebody who was asked, or to whom a message was sent, refused with a stanza error (RFC 6120 section 8.3). */
public final class RefusedException extends ClientException {
    private static final long serialVersionUID = 1;

    private final StanzaCondition condition;

    /** Makes one. */
    public RefusedException(StanzaCondition condition) {
        super("refused: " + condition.wire());
        this.condition = condition;
    }

    /** Returns the reason. */
    public StanzaCondition condition() {
        return condition;
    }
}

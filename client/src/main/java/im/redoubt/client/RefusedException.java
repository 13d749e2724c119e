package im.redoubt.client;

import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.xml.Element;
import java.util.Optional;

/** Somebody who was asked, or to whom a message was sent, refused with a stanza error (RFC 6120 section 8.3). */
public final class RefusedException extends ClientException {
    private static final long serialVersionUID = 1;

    private final StanzaCondition condition;
    private final transient Optional<Element> detail;

    /** Makes one without a detail. */
    public RefusedException(StanzaCondition condition) {
        this(condition, Optional.empty());
    }

    /**
     * Makes one.
     *
     * @param detail the condition of the extension that was asked (section 8.3.4)
     */
    public RefusedException(StanzaCondition condition, Optional<Element> detail) {
        super("refused: " + condition.wire());
        this.condition = condition;
        this.detail = detail;
    }

    /** Returns the reason. */
    public StanzaCondition condition() {
        return condition;
    }

    /** Returns the condition of the extension that was asked, as it came from the network. */
    public Optional<Element> detail() {
        return detail;
    }
}

package im.redoubt.server.blocking;

import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.protocol.stanza.StanzaError;
import im.redoubt.xml.Element;
import java.util.Optional;

/** What keeps a stanza from where it is addressed to. */
public enum Barrier {
    /** Nothing. */
    NONE,
    /** Its sender blocks the recipient, or does not admit him. */
    OF_SENDER,
    /** The recipient blocks its sender, or does not admit him, who is to learn nothing of it. */
    OF_RECIPIENT,
    /** The store could not say, so it goes nowhere. */
    UNKNOWN;

    private static final StanzaError BLOCKED = StanzaError.of(StanzaCondition.NOT_ACCEPTABLE)
            .withType(StanzaError.Type.CANCEL)
            .withApplication(
                    Element.named("urn:xmpp:blocking:errors", "blocked").build());

    /** Returns what the sender is told of it (XEP-0191 section 3.3). */
    public Optional<StanzaError> refusal() {
        return switch (this) {
            case NONE, OF_RECIPIENT -> Optional.empty();
            case OF_SENDER -> Optional.of(BLOCKED);
            case UNKNOWN -> Optional.of(StanzaError.of(StanzaCondition.INTERNAL_SERVER_ERROR));
        };
    }
}

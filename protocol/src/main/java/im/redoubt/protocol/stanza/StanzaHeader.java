package im.redoubt.protocol.stanza;

import im.redoubt.protocol.address.Jid;
import java.util.Optional;

/**
 * What all stanzas have in common (RFC 6120 section 8.1).
 *
 * @param id the sender's identifier; an IQ always has one
 * @param to the intended recipient, absent for the sender's own account
 * @param from the sender, as the server stamped it
 * @param lang {@code xml:lang}, the stream's where the stanza had none
 */
public record StanzaHeader(Optional<String> id, Optional<Jid> to, Optional<Jid> from, Optional<String> lang) {
    /** No id, no addresses, no language. */
    public static final StanzaHeader EMPTY =
            new StanzaHeader(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** Returns this header with the sender {@code from}. */
    public StanzaHeader withFrom(Jid from) {
        return new StanzaHeader(id, to, Optional.of(from), lang);
    }

    /** Returns this header with the recipient {@code to}. */
    public StanzaHeader withTo(Jid to) {
        return new StanzaHeader(id, Optional.of(to), from, lang);
    }

    /** Returns this header with the identifier {@code id}. */
    public StanzaHeader withId(String id) {
        return new StanzaHeader(Optional.of(id), to, from, lang);
    }

    /** Returns the header of an answer: same id, sender and recipient exchanged, no language. */
    public StanzaHeader reply() {
        return new StanzaHeader(id, from, to, Optional.empty());
    }
}

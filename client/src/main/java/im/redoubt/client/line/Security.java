package im.redoubt.client.line;

import im.redoubt.client.tls.ClientKey;
import im.redoubt.client.trust.Trust;
import java.util.Optional;

/**
 * Whom the client trusts, and what it shows of itself in the handshake.
 *
 * @param trust who may vouch for the server
 * @param key a certificate of the client's own with its key, for servers that let it sign in by it
 * @param binding whether what it proves is tied to the connection
 */
public record Security(Trust trust, Optional<ClientKey> key, Binding binding) {
    /** Whether proofs are tied to the connection (RFC 5056). */
    public enum Binding {
        /** Wherever both sides can. */
        WHERE_OFFERED,
        /** Not at all: there are servers that offer it and do it wrong. */
        NEVER
    }
}

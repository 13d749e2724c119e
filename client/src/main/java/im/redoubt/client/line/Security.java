package im.redoubt.client.line;

import im.redoubt.client.tls.ClientKey;
import im.redoubt.client.trust.Trust;
import java.util.Optional;

/**
 * Whom the client trusts, and what it shows of itself in the handshake.
 *
 * @param trust who may vouch for the server
 * @param key a certificate of the client's own with its key, for servers that let it sign in by it
 */
public record Security(Trust trust, Optional<ClientKey> key) {}

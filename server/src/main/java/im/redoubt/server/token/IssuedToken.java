package im.redoubt.server.token;

import im.redoubt.protocol.Secret;
import java.time.Instant;

/**
 * A token that goes to its client, once.
 *
 * @param token the token in ASCII; closed by who sends it
 * @param expiresAt from when on it is worth nothing
 */
public record IssuedToken(Secret token, Instant expiresAt) {}

package im.redoubt.server.store;

import im.redoubt.protocol.sasl.TokenMechanism;
import java.time.Instant;

/**
 * What is kept of a token. The token cannot be had from it.
 *
 * @param serial which one it is
 * @param mechanism the only mechanism that it is good for (XEP-0484 section 3.4)
 * @param createdAt when it was handed out
 * @param expiresAt from when on it is worth nothing
 * @param count the highest count that it was used with, 0 if there was none
 */
public record StoredToken(
        TokenSerial serial, TokenMechanism mechanism, Instant createdAt, Instant expiresAt, long count) {}

package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import java.time.Instant;
import java.util.Optional;

/**
 * An invitation to create an account (XEP-0401, XEP-0445).
 *
 * @param issuer who issued it; empty for the operator. It goes with the issuer's account
 * @param createdAt when
 * @param expiresAt when it ends
 * @param usesLeft how many accounts may still be made with it
 * @param name the localpart that the account must have, if it is for a certain one
 */
public record Invitation(
        Optional<BareJid> issuer, Instant createdAt, Instant expiresAt, int usesLeft, Optional<String> name) {}

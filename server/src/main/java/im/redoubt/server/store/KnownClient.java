package im.redoubt.server.store;

import java.time.Instant;
import java.util.Optional;

/**
 * A client that can get at an account.
 *
 * @param client which one
 * @param software the name of the program, as far as it is kept
 * @param device the name of the device, as far as it is kept
 * @param firstSeen when it first signed in
 * @param lastSeen when it last signed in
 * @param password whether it had the password
 * @param tokens how many tokens it holds that have not expired, 0 to 2
 */
public record KnownClient(
        ClientKey client,
        Optional<String> software,
        Optional<String> device,
        Instant firstSeen,
        Instant lastSeen,
        boolean password,
        int tokens) {}

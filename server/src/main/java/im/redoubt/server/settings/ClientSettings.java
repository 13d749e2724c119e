package im.redoubt.server.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * How the clients of an account come back without its password, and what is remembered of them.
 *
 * @param tokenValidity how long a token holds (XEP-0484)
 * @param remembered how long a client that has no token is remembered after it was last seen (XEP-0494); zero keeps no names of
 *     programs and devices either
 * @param most clients of one account that are remembered
 * @param authorities PEM file with the authorities whose certificates clients may sign in with; empty: none
 */
public record ClientSettings(Duration tokenValidity, Duration remembered, int most, Optional<Path> authorities) {
    static final Key<Duration> TOKEN_VALIDITY = Key.of(
            "accounts.token_days",
            Types.duration(ChronoUnit.DAYS, 1, 366),
            Duration.ofDays(30),
            "Days that a client which stays away can still sign in with the token that it was given in place of the"
                    + " password (XEP-0484). One that comes back gets a new token when half of the time is over.");

    static final Key<Duration> REMEMBERED = Key.of(
            "accounts.client_days",
            Types.duration(ChronoUnit.DAYS, 0, 3_660),
            Duration.ofDays(90),
            "Days that a client which does not come back is remembered, so that its owner sees it in the list of those who"
                    + " can get at the account (XEP-0494). 0 keeps no names of programs and devices, and forgets clients"
                    + " with their tokens.");

    static final Key<Integer> MOST = Key.of(
            "limits.sign_in_known_clients",
            Types.integer(1, 1_000),
            50,
            "Clients of one account that are remembered, each with its token; the one longest away is forgotten first.");

    static final Key<Optional<Path>> AUTHORITIES = Key.of(
            "tls.client_authorities",
            Types.OPTIONAL_PATH,
            Optional.empty(),
            "PEM file with the authorities whose certificates clients may sign in with in place of a password, and their"
                    + " lists of revoked certificates. \"\": clients are not asked for certificates. A certificate must name"
                    + " the account (xmppAddr). A replaced file is taken up without a restart.");

    static ClientSettings from(SettingValues values) {
        return new ClientSettings(
                values.get(TOKEN_VALIDITY), values.get(REMEMBERED), values.get(MOST), values.get(AUTHORITIES));
    }
}

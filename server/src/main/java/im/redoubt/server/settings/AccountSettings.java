package im.redoubt.server.settings;

import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.protocol.sasl.VerifierShape;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * How accounts are made.
 *
 * @param oldClients whether every new account also gets a SCRAM-SHA-1 verifier
 * @param plainWithinTls whether the password itself may be sent within TLS (RFC 4616)
 * @param iterations of PBKDF2 for new SCRAM verifiers, 10,000 or more
 * @param invitationValidity how long an invitation can be used
 * @param scram what is special while accounts come from another server
 */
public record AccountSettings(
        boolean oldClients, boolean plainWithinTls, int iterations, Duration invitationValidity, ScramSettings scram) {
    /**
     * Checks that new accounts can sign in.
     *
     * @throws SettingException if they could not
     */
    public AccountSettings {
        if (!oldClients && scram.offered().equals(List.of(ScramHash.SHA_1))) {
            throw new SettingException(
                    "accounts.scram_offered",
                    "is SCRAM-SHA-1 alone, which new accounts do not have",
                    "Set accounts.old_clients = true as well.");
        }
    }

    /** XEP-0438 section 4.4 asks for this many at least. */
    public static final int LEAST_ITERATIONS = 10_000;

    static final Key<Boolean> OLD_CLIENTS = Key.of(
            "accounts.old_clients",
            Types.BOOLEAN,
            false,
            "Whether new accounts can also sign in with SCRAM-SHA-1, for programs that know nothing better (Smack,"
                    + " xmpp.js). Better: for single accounts with user add --old-client.");

    static final Key<Boolean> PLAIN_WITHIN_TLS = Key.of(
            "accounts.plain_within_tls",
            Types.BOOLEAN,
            false,
            "Whether clients may send the password itself, within TLS, for programs that know nothing better (go-sendxmpp"
                    + " of Debian 12). Whoever then gets between client and server with a certificate gets the password.");

    static final Key<Integer> ITERATIONS = Key.of(
            "accounts.iterations",
            Types.integer(LEAST_ITERATIONS, 100_000),
            LEAST_ITERATIONS,
            "Rounds of PBKDF2 for new passwords: the work of guessing one from a stolen store, and of each sign-in for"
                    + " the client. Existing passwords keep theirs. Clients refuse more than 100000.");

    static final Key<Duration> INVITATION = Key.of(
            "accounts.invitation_hours",
            Types.duration(ChronoUnit.HOURS, 1, 24L * 90),
            Duration.ofDays(7),
            "Hours that an invitation can be used, once.");

    static final List<Key<?>> KEYS = List.of(
            OLD_CLIENTS,
            PLAIN_WITHIN_TLS,
            ITERATIONS,
            INVITATION,
            ScramSettings.OFFERED,
            ScramSettings.IMPORTED,
            ClientSettings.TOKEN_VALIDITY,
            ClientSettings.REMEMBERED);

    /** Returns all that verifiers of accounts can look like for a hash, and so those of accounts that do not exist. */
    public List<VerifierShape> shapes(ScramHash hash) {
        return scram.shapes(hash, iterations);
    }

    static AccountSettings from(SettingValues values) {
        return new AccountSettings(
                values.get(OLD_CLIENTS),
                values.get(PLAIN_WITHIN_TLS),
                values.get(ITERATIONS),
                values.get(INVITATION),
                ScramSettings.from(values));
    }
}

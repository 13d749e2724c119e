package im.redoubt.protocol.stream;

import im.redoubt.protocol.sasl.ScramHash;
import java.util.ArrayList;
import java.util.List;

/**
 * What the server has.
 *
 * @param extensible whether it has the extensible profile
 * @param plain whether it takes the password itself, and knows nothing else
 * @param certified whether the client's certificate is of the account
 * @param lacking for which hashes the account has no verifier
 * @param offered whether these are offered all the same, as to everybody
 * @param goesOn whether the earlier session of the client goes on
 * @param invites whether it makes accounts with invitations
 */
record Serves(
        boolean extensible,
        boolean plain,
        boolean certified,
        List<ScramHash> lacking,
        boolean offered,
        boolean goesOn,
        boolean invites) {
    static final Serves ALL = new Serves(true, false, false, List.of(), false, false, false);
    static final Serves ORIGINAL = new Serves(false, false, false, List.of(), false, false, false);
    static final Serves CERTIFICATES = new Serves(true, false, true, List.of(), false, false, false);
    static final Serves PLAIN = new Serves(true, true, false, List.of(), false, false, false);
    static final Serves SESSIONS = new Serves(true, false, false, List.of(), false, true, false);

    static final Serves INVITATIONS = new Serves(true, false, false, List.of(), false, false, true);

    static Serves lacking(ScramHash... hashes) {
        return new Serves(true, false, false, List.of(hashes), false, false, false);
    }

    /** A server that offers everybody the same, and whose account lacks some of it. */
    static Serves decoys(ScramHash... hashes) {
        return new Serves(true, false, false, List.of(hashes), true, false, false);
    }

    /** A server whose accounts have verifiers for SHA-1 only. */
    static Serves old() {
        return lacking(ScramHash.SHA_256, ScramHash.SHA_512);
    }

    Serves original() {
        return new Serves(false, plain, certified, lacking, offered, goesOn, invites);
    }

    private List<ScramHash> hashes(ServerContext all) {
        List<ScramHash> hashes = new ArrayList<>(plain ? List.of() : all.hashes());
        hashes.removeAll(offered ? List.of() : lacking);
        return hashes;
    }

    ServerContext context() {
        ServerContext all = new Negotiator(plain).context();
        return new ServerContext(
                all.domain(),
                hashes(all),
                plain,
                all.attempts(),
                invites,
                all.bindFeatures(),
                all.limits(),
                all.sessionLimits(),
                all.random(),
                List.of(),
                all.tokens());
    }
}

package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.protocol.sasl.ScramVerifier;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * An account to create.
 *
 * @param address its address
 * @param verifiers one for each hash: SHA-256 and SHA-512 always, SHA-1 for old clients only
 * @param admin whether it has the role of an administrator
 */
public record NewAccount(BareJid address, List<ScramVerifier> verifiers, boolean admin) {
    private static final Set<ScramHash> REQUIRED = EnumSet.of(ScramHash.SHA_256, ScramHash.SHA_512);

    /** Refuses verifiers that are doubled or incomplete. */
    public NewAccount {
        verifiers = checked(verifiers);
    }

    /** Returns a copy of {@code verifiers} if it is complete and nothing is there twice. */
    static List<ScramVerifier> checked(List<ScramVerifier> verifiers) {
        Set<ScramHash> seen = EnumSet.noneOf(ScramHash.class);
        for (ScramVerifier verifier : verifiers) {
            if (!seen.add(verifier.hash())) {
                throw new IllegalArgumentException("two verifiers for " + verifier.hash());
            }
        }
        if (!seen.containsAll(REQUIRED)) {
            throw new IllegalArgumentException("an account needs verifiers for SHA-256 and SHA-512");
        }
        return List.copyOf(verifiers);
    }

    /** Shows neither salt nor keys. */
    @Override
    public String toString() {
        return "NewAccount[" + address + (admin ? ", admin]" : "]");
    }
}

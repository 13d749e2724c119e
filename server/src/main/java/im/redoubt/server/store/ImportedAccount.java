package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.protocol.sasl.ScramVerifier;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * An account to create with what another server kept of its password, whatever hashes that are.
 *
 * @param address its address
 * @param verifiers one at least, and one at most for each hash
 */
public record ImportedAccount(BareJid address, List<ScramVerifier> verifiers) {
    /** Refuses none, and two for one hash. */
    public ImportedAccount {
        Set<ScramHash> seen = EnumSet.noneOf(ScramHash.class);
        for (ScramVerifier verifier : verifiers) {
            if (!seen.add(verifier.hash())) {
                throw new IllegalArgumentException("two verifiers for " + verifier.hash());
            }
        }
        if (seen.isEmpty()) {
            throw new IllegalArgumentException("an account needs a verifier");
        }
        verifiers = List.copyOf(verifiers);
    }

    /** Shows neither salt nor keys. */
    @Override
    public String toString() {
        return "ImportedAccount[" + address + "]";
    }
}

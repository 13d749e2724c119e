package im.redoubt.server.settings;

import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.protocol.sasl.VerifierShape;
import java.util.ArrayList;
import java.util.List;

/**
 * What is special while accounts come from another server.
 *
 * @param offered the hashes of SCRAM that are offered, to everybody alike
 * @param imported what verifiers of the other server look like
 */
public record ScramSettings(List<ScramHash> offered, List<VerifierShape> imported) {
    private static final int MOST_SHAPES = 16;

    static final Key<List<String>> OFFERED = Key.of(
            "accounts.scram_offered",
            Types.list("\"SCRAM-SHA-1\", \"SCRAM-SHA-256\" or \"SCRAM-SHA-512\"", ScramSettings::scheme),
            List.of("SCRAM-SHA-1", "SCRAM-SHA-256", "SCRAM-SHA-512"),
            "The mechanisms of SCRAM that are offered, each with and without -PLUS. Fewer only while accounts have come from"
                    + " another server that knew fewer: clients take the strongest, which such accounts lack at first.");

    static final Key<List<VerifierShape>> IMPORTED = Key.of(
            "accounts.imported_verifiers",
            Types.list("shapes like \"SCRAM-SHA-1 4096 16\"", VerifierShape::parse),
            List.of(),
            "What verifiers of another server look like, for user import --verifiers: mechanism, iterations, bytes of salt."
                    + " Accounts that do not exist look like that too; leave it here as long as there are accounts that do.");

    /** Nothing is special. */
    public static final ScramSettings DEFAULT = new ScramSettings(List.of(ScramHash.values()), List.of());

    /**
     * Copies the lists.
     *
     * @throws SettingException if nothing is offered, or there are too many shapes
     */
    public ScramSettings {
        offered = List.copyOf(offered);
        imported = List.copyOf(imported);
        if (offered.isEmpty()) {
            throw new SettingException(OFFERED.name(), "is empty", "Name one mechanism at least.");
        }
        if (imported.size() > MOST_SHAPES) {
            throw new SettingException(IMPORTED.name(), "has too many shapes", "Name " + MOST_SHAPES + " at most.");
        }
    }

    private static String scheme(String text) {
        for (ScramHash hash : ScramHash.values()) {
            if (hash.scheme().equals(text)) {
                return text;
            }
        }
        throw new IllegalArgumentException("SCRAM-SHA-1, SCRAM-SHA-256 and SCRAM-SHA-512");
    }

    static ScramSettings from(SettingValues values) {
        List<ScramHash> offered = new ArrayList<>();
        for (ScramHash hash : ScramHash.values()) {
            if (values.get(OFFERED).contains(hash.scheme())) {
                offered.add(hash);
            }
        }
        return new ScramSettings(offered, values.get(IMPORTED));
    }

    /**
     * Returns all that verifiers for a hash can look like.
     *
     * @param hash the hash
     * @param iterations how many iterations ours have
     */
    public List<VerifierShape> shapes(ScramHash hash, int iterations) {
        List<VerifierShape> shapes = new ArrayList<>();
        shapes.add(VerifierShape.ours(hash, iterations));
        imported.stream()
                .filter(shape -> shape.hash() == hash && !shapes.contains(shape))
                .forEach(shapes::add);
        return shapes;
    }
}

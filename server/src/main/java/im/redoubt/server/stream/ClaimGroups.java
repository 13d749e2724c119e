package im.redoubt.server.stream;

import im.redoubt.server.session.Claim;
import im.redoubt.server.store.HibernatedStanza;
import java.util.HashMap;
import java.util.Map;

/** Claims on their way to the store and back: what several sessions were sent is still one message to them afterwards. */
final class ClaimGroups {
    private static final HibernatedStanza.Claim SOLE = new HibernatedStanza.Claim(0, 1);
    private static final HibernatedStanza.Claim SPARE = new HibernatedStanza.Claim(0, 0);

    private final Map<Claim.Shared, Integer> numbers = new HashMap<>();
    private final Map<Integer, Claim> claims = new HashMap<>();

    /** What waited in the store and was handed to a session is the session's: the store forgets it in the same moment. */
    HibernatedStanza.Claim write(Claim claim) {
        return switch (claim) {
            case Claim.Sole() -> SOLE;
            case Claim.Spare() -> SPARE;
            case Claim.Waiting waiting -> SOLE;
            case Claim.Shared shared when shared.left() <= 0 -> SPARE;
            case Claim.Shared shared ->
                new HibernatedStanza.Claim(numbers.computeIfAbsent(shared, key -> numbers.size() + 1), shared.left());
        };
    }

    Claim read(HibernatedStanza.Claim claim) {
        if (claim.left() <= 0) {
            return Claim.SPARE;
        }
        return claim.group() == 0
                ? Claim.SOLE
                : claims.computeIfAbsent(claim.group(), group -> Claim.shared(claim.left()));
    }
}

package im.redoubt.server.stream;

import im.redoubt.server.session.Claim;
import im.redoubt.server.session.Debt;
import im.redoubt.server.store.HibernatedStanza;
import im.redoubt.server.store.MessageLog;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Claims on their way to the store and back: what several sessions were sent is still one message to them afterwards. */
final class ClaimGroups {
    private static final HibernatedStanza.Claim SOLE = new HibernatedStanza.Claim(0, 1, Optional.empty());
    private static final HibernatedStanza.Claim SPARE = new HibernatedStanza.Claim(0, 0, Optional.empty());

    private final MessageLog log;
    private final Map<Claim.Shared, Integer> numbers = new HashMap<>();
    private final Map<Integer, Claim> claims = new HashMap<>();

    /** What is kept until a session has it is so in this log. */
    ClaimGroups(MessageLog log) {
        this.log = log;
    }

    /** What waited in the store and was handed to a session is on its way to it from the same moment. */
    HibernatedStanza.Claim write(Claim claim) {
        return switch (claim) {
            case Claim.Sole() -> SOLE;
            case Claim.Spare() -> SPARE;
            case Claim.Waiting waiting -> new HibernatedStanza.Claim(0, 1, Optional.of(waiting.id()));
            case Claim.Shared shared when shared.left() <= 0 || isPaid(shared) -> SPARE;
            case Claim.Shared shared ->
                new HibernatedStanza.Claim(
                        numbers.computeIfAbsent(shared, key -> numbers.size() + 1),
                        shared.left(),
                        shared.debt().map(Debt::id));
        };
    }

    private static boolean isPaid(Claim claim) {
        return claim.debt().filter(Debt::isPaid).isPresent();
    }

    Claim read(HibernatedStanza.Claim claim) {
        if (claim.left() <= 0) {
            return Claim.SPARE;
        }
        return claim.group() == 0 ? shared(claim) : claims.computeIfAbsent(claim.group(), group -> shared(claim));
    }

    private Claim shared(HibernatedStanza.Claim claim) {
        return Claim.shared(claim.left(), claim.owed().map(id -> new Debt(log, id)));
    }
}

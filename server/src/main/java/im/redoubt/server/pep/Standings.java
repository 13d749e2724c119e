package im.redoubt.server.pep;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.server.blocking.Barrier;
import im.redoubt.server.blocking.Blocklists;
import im.redoubt.server.feature.Request;
import im.redoubt.server.store.Rosters;
import java.util.concurrent.CompletableFuture;

/** Says how who asks stands to an account. The store is asked the same, whether there is such an account or not. */
final class Standings {
    private final Rosters rosters;
    private final Blocklists blocklists;

    Standings(Rosters rosters, Blocklists blocklists) {
        this.rosters = rosters;
        this.blocklists = blocklists;
    }

    CompletableFuture<Standing> of(Request request) {
        return request.isOwn()
                ? CompletableFuture.completedFuture(Standing.owner(request.target()))
                : of(request.sender().address(), request.target());
    }

    private CompletableFuture<Standing> of(Jid asker, BareJid owner) {
        return rosters.contact(owner, asker.bare())
                .thenCombine(
                        blocklists.reaching(asker, owner),
                        (contact, barrier) -> barrier == Barrier.NONE
                                ? Standing.of(asker.bare(), contact.item())
                                : Standing.barred(asker.bare()));
    }
}

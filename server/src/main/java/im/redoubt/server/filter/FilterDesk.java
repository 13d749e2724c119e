package im.redoubt.server.filter;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.StanzaError;
import im.redoubt.server.admin.AdministrationException;
import im.redoubt.server.admin.AdministrationProblem;
import im.redoubt.server.admin.LiveFilters;
import im.redoubt.server.offline.Delay;
import im.redoubt.server.routing.Router;
import im.redoubt.server.store.MessageId;
import im.redoubt.server.store.Quarantine;
import im.redoubt.server.store.QuarantinedMessage;
import im.redoubt.server.store.Store;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/** Filters and what they keep aside, for the operator while the service runs. Blocks. */
public final class FilterDesk implements LiveFilters {
    private final Filters filters;
    private final Quarantine quarantine;
    private final Router router;
    private final BareJid domain;

    /**
     * Works for an operator.
     *
     * @param filters the filters
     * @param quarantine what they keep aside
     * @param router delivers it
     * @param domain the domain in whose name a message says when it came
     */
    public FilterDesk(Filters filters, Quarantine quarantine, Router router, BareJid domain) {
        this.filters = filters;
        this.quarantine = quarantine;
        this.router = router;
        this.domain = domain;
    }

    @Override
    public List<FilterCount> counts() {
        return filters.counts();
    }

    /** It is delivered first: whatever happens in between, it may come twice, and is never lost. */
    @Override
    public Optional<QuarantinedMessage> release(MessageId id) {
        Optional<QuarantinedMessage> kept = Store.await(quarantine.find(id));
        kept.ifPresent(message -> {
            deliver(message);
            Store.await(quarantine.drop(id));
        });
        return kept;
    }

    private void deliver(QuarantinedMessage kept) {
        Message message = Aside.message(kept);
        Message late = message.withContent(Delay.stamped(message.content(), domain, kept.keptAt()));
        Optional<StanzaError> refused;
        try {
            refused = router.release(late).toCompletableFuture().join();
        } catch (CompletionException e) {
            throw new AdministrationException(
                    AdministrationProblem.UNAVAILABLE, "The service failed at it; the message is still there.", e);
        }
        refused.ifPresent(error -> {
            throw new AdministrationException(
                    AdministrationProblem.UNAVAILABLE,
                    "It could not be delivered ("
                            + error.condition().name().toLowerCase(Locale.ROOT).replace('_', '-')
                            + "); the message is still there.");
        });
    }
}

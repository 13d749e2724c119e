package im.redoubt.server.admin;

import im.redoubt.protocol.stanza.StanzaCodec;
import im.redoubt.server.filter.Aside;
import im.redoubt.server.filter.FilterCount;
import im.redoubt.server.store.MessageId;
import im.redoubt.server.store.Quarantine;
import im.redoubt.server.store.QuarantinedMessage;
import im.redoubt.server.store.Store;
import im.redoubt.server.store.StoreException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** What filters keep aside, as the store has it: all there is while the service is stopped. */
final class StoreFilters implements FilterAdministration {
    private final Quarantine quarantine;

    StoreFilters(Quarantine quarantine) {
        this.quarantine = quarantine;
    }

    @Override
    public List<FilterCount> counts() {
        throw notRunning("so no rule has caught anything; filter test shows what they would do");
    }

    @Override
    public List<QuarantineEntry> list(MessageId after) {
        return await(() -> quarantine.page(after, BATCH)).stream()
                .map(QuarantineEntry::of)
                .toList();
    }

    @Override
    public Shown show(MessageId id) {
        QuarantinedMessage message = find(id);
        String stanza = StanzaCodec.tree(Aside.message(message)).toString();
        return new Shown(
                QuarantineEntry.of(message), stanza.substring(0, Math.min(stanza.length(), MOST_SHOWN_CHARACTERS)));
    }

    @Override
    public QuarantineEntry release(MessageId id) {
        throw notRunning("so nobody could get the message; start it first");
    }

    @Override
    public QuarantineEntry drop(MessageId id) {
        QuarantinedMessage message = find(id);
        await(() -> quarantine.drop(id));
        return QuarantineEntry.of(message);
    }

    private QuarantinedMessage find(MessageId id) {
        return await(() -> quarantine.find(id)).orElseThrow(() -> noMessage(id));
    }

    static AdministrationException noMessage(MessageId id) {
        return new AdministrationException(
                AdministrationProblem.NO_MESSAGE,
                "No message " + id + " is kept aside; filter quarantine list shows all.");
    }

    private static AdministrationException notRunning(String consequence) {
        return new AdministrationException(
                AdministrationProblem.NOT_RUNNING, "The service does not run, " + consequence + ".");
    }

    private static <T> T await(Supplier<CompletableFuture<T>> operation) {
        try {
            return Store.await(operation.get());
        } catch (StoreException e) {
            throw new AdministrationException(AdministrationProblem.UNAVAILABLE, String.valueOf(e.getMessage()), e);
        }
    }
}

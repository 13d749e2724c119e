package im.redoubt.server.admin;

import im.redoubt.server.admin.AdministrationLog.Action;
import im.redoubt.server.filter.FilterCount;
import im.redoubt.server.store.MessageId;
import java.util.List;

/** What filters keep aside, while the service runs. Whoever looks into a message or decides about one is told of. */
final class LiveFilterAdministration implements FilterAdministration {
    private final FilterAdministration store;
    private final LiveFilters filters;
    private final AdministrationLog log;

    LiveFilterAdministration(FilterAdministration store, LiveFilters filters, AdministrationLog log) {
        this.store = store;
        this.filters = filters;
        this.log = log;
    }

    @Override
    public List<FilterCount> counts() {
        return filters.counts();
    }

    @Override
    public List<QuarantineEntry> list(MessageId after) {
        return store.list(after);
    }

    @Override
    public Shown show(MessageId id) {
        Shown shown = store.show(id);
        log.done(Action.MESSAGE_SHOWN, shown.entry().recipient(), 1);
        return shown;
    }

    @Override
    public QuarantineEntry release(MessageId id) {
        QuarantineEntry entry =
                filters.release(id).map(QuarantineEntry::of).orElseThrow(() -> StoreFilters.noMessage(id));
        log.done(Action.MESSAGE_RELEASED, entry.recipient(), 1);
        return entry;
    }

    @Override
    public QuarantineEntry drop(MessageId id) {
        QuarantineEntry entry = store.drop(id);
        log.done(Action.MESSAGE_DROPPED, entry.recipient(), 1);
        return entry;
    }
}

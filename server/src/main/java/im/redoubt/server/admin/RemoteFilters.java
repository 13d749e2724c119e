package im.redoubt.server.admin;

import im.redoubt.server.admin.AdminWire.Operation;
import im.redoubt.server.filter.FilterCount;
import im.redoubt.server.store.MessageId;
import java.util.ArrayList;
import java.util.List;

/** The filters of a service that runs in another process, over its socket. */
record RemoteFilters(RemoteAdministration service) implements FilterAdministration {
    @Override
    public List<FilterCount> counts() {
        return service.call(Operation.FILTER_COUNTS, request -> {}, answer -> {
            List<FilterCount> counts = new ArrayList<>();
            for (int left = answer.readUnsignedShort(); left > 0; left--) {
                counts.add(new FilterCount(answer.readUTF(), answer.readUTF(), answer.readLong()));
            }
            return counts;
        });
    }

    @Override
    public List<QuarantineEntry> list(MessageId after) {
        return service.call(Operation.QUARANTINE_LIST, request -> AdminWire.writeId(request, after), answer -> {
            List<QuarantineEntry> entries = new ArrayList<>();
            for (int left = answer.readUnsignedShort(); left > 0; left--) {
                entries.add(AdminWire.readEntry(answer));
            }
            return entries;
        });
    }

    @Override
    public Shown show(MessageId id) {
        return service.call(
                Operation.QUARANTINE_SHOW,
                request -> AdminWire.writeId(request, id),
                answer -> new Shown(AdminWire.readEntry(answer), AdminWire.readText(answer)));
    }

    @Override
    public QuarantineEntry release(MessageId id) {
        return service.call(
                Operation.QUARANTINE_RELEASE, request -> AdminWire.writeId(request, id), AdminWire::readEntry);
    }

    @Override
    public QuarantineEntry drop(MessageId id) {
        return service.call(Operation.QUARANTINE_DROP, request -> AdminWire.writeId(request, id), AdminWire::readEntry);
    }
}

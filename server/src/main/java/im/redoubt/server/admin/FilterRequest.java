package im.redoubt.server.admin;

import im.redoubt.server.filter.FilterCount;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;

/** The requests on the administration socket that are about filters. */
final class FilterRequest {
    private final FilterAdministration filters;

    FilterRequest(FilterAdministration filters) {
        this.filters = filters;
    }

    AdminWire.Writer answer(AdminWire.Operation operation, DataInputStream in) throws IOException {
        return switch (operation) {
            case FILTER_COUNTS -> counts(filters.counts());
            case QUARANTINE_LIST -> list(filters.list(AdminWire.readId(in)));
            case QUARANTINE_SHOW -> shown(filters.show(AdminWire.readId(in)));
            case QUARANTINE_RELEASE -> entry(filters.release(AdminWire.readId(in)));
            case QUARANTINE_DROP -> entry(filters.drop(AdminWire.readId(in)));
            default -> throw new IOException("an operation that is not about filters");
        };
    }

    private static AdminWire.Writer counts(List<FilterCount> counts) {
        return out -> {
            out.writeByte(1);
            out.writeShort(counts.size());
            for (FilterCount count : counts) {
                out.writeUTF(count.name());
                out.writeUTF(count.action());
                out.writeLong(count.caught());
            }
        };
    }

    private static AdminWire.Writer list(List<QuarantineEntry> entries) {
        return out -> {
            out.writeByte(1);
            out.writeShort(entries.size());
            for (QuarantineEntry entry : entries) {
                AdminWire.writeEntry(out, entry);
            }
        };
    }

    private static AdminWire.Writer shown(FilterAdministration.Shown shown) {
        return out -> {
            entry(out, shown.entry());
            AdminWire.writeText(out, shown.stanza());
        };
    }

    private static AdminWire.Writer entry(QuarantineEntry entry) {
        return out -> entry(out, entry);
    }

    private static void entry(DataOutputStream out, QuarantineEntry entry) throws IOException {
        out.writeByte(1);
        AdminWire.writeEntry(out, entry);
    }
}

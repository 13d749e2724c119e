package im.redoubt.client.archive;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.payload.DataForm;
import im.redoubt.protocol.payload.ResultSet;
import im.redoubt.xml.Element;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What an archive is asked for.
 *
 * <pre>{@code
 * ArchiveQuery lately = ArchiveQuery.builder().with(bob).newestFirst().build();
 * }</pre>
 */
public final class ArchiveQuery {
    /** The most messages of a page. */
    public static final int MOST_OF_A_PAGE = 250;

    /** The most messages that can be asked for by their identifiers. */
    public static final int MOST_IDS = 100;

    private static final int USUAL_PAGE = 50;

    private final Optional<BareJid> archive;
    private final List<DataForm.Field> fields;
    private final Cursor first;
    private final int pageSize;
    private final boolean backwards;

    private ArchiveQuery(Builder from) {
        this.archive = from.archive;
        this.pageSize = from.pageSize;
        this.backwards = from.backwards;
        this.first = new Cursor(backwards ? from.before : from.after);
        this.fields = from.fields();
    }

    /** Begins a query for everything, from the earliest message on. */
    public static Builder builder() {
        return new Builder();
    }

    Optional<BareJid> archive() {
        return archive;
    }

    int pageSize() {
        return pageSize;
    }

    boolean isBackwards() {
        return backwards;
    }

    Cursor first() {
        return first;
    }

    /** Returns the query for a page (section 4.1). */
    Element toElement(String queryId, Cursor cursor) {
        Element.Builder query = Element.named(Archive.NAMESPACE, "query").attribute("queryid", queryId);
        if (!fields.isEmpty()) {
            List<DataForm.Field> all = new ArrayList<>();
            all.add(DataForm.Field.hidden("FORM_TYPE", Archive.NAMESPACE));
            all.addAll(fields);
            query.child(new DataForm("submit", all).toElement(""));
        }
        ResultSet.Request page = backwards
                ? ResultSet.Request.before(cursor.id(), pageSize)
                : new ResultSet.Request(Optional.of(pageSize), cursor.id(), Optional.empty(), false);
        return query.child(page.toElement()).build();
    }

    /** Builds a query; {@link #build} checks it. */
    public static final class Builder {
        private Optional<BareJid> archive = Optional.empty();
        private Optional<Jid> with = Optional.empty();
        private Optional<Instant> start = Optional.empty();
        private Optional<Instant> end = Optional.empty();
        private Optional<String> after = Optional.empty();
        private Optional<String> before = Optional.empty();
        private List<String> ids = Collections.emptyList();
        private int pageSize = USUAL_PAGE;
        private boolean backwards;

        private Builder() {}

        /** Asks the archive of a room; without it, the own account's. */
        public Builder archive(BareJid room) {
            archive = Optional.of(room);
            return this;
        }

        /** Asks for the conversation with somebody; with a full address, with one of his devices or an occupant of a room. */
        public Builder with(Jid other) {
            with = Optional.of(other);
            return this;
        }

        /** Asks for what was said at this time or later. */
        public Builder start(Instant from) {
            start = Optional.of(from);
            return this;
        }

        /** Asks for what was said at this time or earlier. */
        public Builder end(Instant until) {
            end = Optional.of(until);
            return this;
        }

        /** Asks for what came after a message, by its identifier in the archive. */
        public Builder after(String id) {
            after = Optional.of(id);
            return this;
        }

        /** Asks for what came before a message, by its identifier in the archive. */
        public Builder before(String id) {
            before = Optional.of(id);
            return this;
        }

        /** Asks for these messages, {@link #MOST_IDS} at most; the archive refuses if one of them is not there. */
        public Builder ids(List<String> wanted) {
            ids = List.copyOf(wanted);
            return this;
        }

        /** Sets how many messages a page has at most, 1 to {@link #MOST_OF_A_PAGE}. */
        public Builder pageSize(int messages) {
            pageSize = messages;
            return this;
        }

        /** Asks for the last page first, and then for those before it. */
        public Builder newestFirst() {
            backwards = true;
            return this;
        }

        /**
         * Returns the query.
         *
         * @throws IllegalArgumentException if a number is out of its bounds, or an identifier is empty
         */
        public ArchiveQuery build() {
            if (pageSize < 1 || pageSize > MOST_OF_A_PAGE) {
                throw new IllegalArgumentException("a page has 1 to " + MOST_OF_A_PAGE + " messages");
            }
            if (ids.size() > MOST_IDS) {
                throw new IllegalArgumentException("more than " + MOST_IDS + " identifiers");
            }
            boolean empty = after.filter(String::isEmpty).isPresent()
                    || before.filter(String::isEmpty).isPresent()
                    || ids.contains("");
            if (empty) {
                throw new IllegalArgumentException("an identifier of a message is not empty");
            }
            return new ArchiveQuery(this);
        }

        /** Where pages begin is said by the page (XEP-0059), which every archive knows; where they end, by the form. */
        private List<DataForm.Field> fields() {
            List<DataForm.Field> fields = new ArrayList<>();
            with.ifPresent(jid -> fields.add(field("with", jid.toString())));
            start.ifPresent(from -> fields.add(field("start", time(from))));
            end.ifPresent(until -> fields.add(field("end", time(until))));
            (backwards ? after : Optional.<String>empty()).ifPresent(id -> fields.add(field("after-id", id)));
            (backwards ? Optional.<String>empty() : before).ifPresent(id -> fields.add(field("before-id", id)));
            if (!ids.isEmpty()) {
                fields.add(DataForm.Field.of("ids", "", ids));
            }
            return fields;
        }

        private static DataForm.Field field(String name, String value) {
            return DataForm.Field.of(name, "", Collections.singletonList(value));
        }

        private static String time(Instant instant) {
            return instant.truncatedTo(ChronoUnit.MILLIS).toString();
        }
    }
}

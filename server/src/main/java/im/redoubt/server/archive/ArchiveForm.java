package im.redoubt.server.archive;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.payload.DataForm;
import im.redoubt.protocol.payload.DateTime;
import im.redoubt.protocol.payload.ResultSet;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.server.store.ArchiveQuery;
import im.redoubt.server.store.MessageId;
import im.redoubt.xml.Element;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/** The fields by which an archive is asked, and what is asked with them (XEP-0313 section 4.1). */
final class ArchiveForm {
    private static final String NAMESPACE = MessageArchive.NAMESPACE;
    private static final String FORM_TYPE = "FORM_TYPE";
    private static final String VALIDATION = "http://jabber.org/protocol/xdata-validate";
    private static final Set<String> FIELDS = Set.of(FORM_TYPE, "with", "start", "end", "after-id", "before-id", "ids");

    private final DataForm form;
    private final ResultSet.Request page;

    private ArchiveForm(DataForm form, ResultSet.Request page) {
        this.form = form;
        this.page = page;
    }

    /** What is asked, or why nothing is answered. */
    sealed interface Reading {
        /**
         * A part of an archive.
         *
         * @param query the part, and how much of it
         * @param known messages that must be in the archive (section 4.1.3)
         * @param countOnly whether only their number is asked for (XEP-0059 section 2.7)
         */
        record Part(ArchiveQuery query, List<MessageId> known, boolean countOnly) implements Reading {}

        /**
         * It is refused.
         *
         * @param condition why
         */
        record Refused(StanzaCondition condition) implements Reading {}
    }

    /** A field holds what cannot be read. */
    private static final class Wrong extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final StanzaCondition condition;

        private Wrong(StanzaCondition condition) {
            super(condition.name(), null, false, false);
            this.condition = condition;
        }
    }

    /**
     * Reads a query.
     *
     * @param query an element {@code query}
     * @param owner whose archive is asked
     * @param most how much a page holds
     */
    static Reading read(Element query, BareJid owner, ArchiveQuery.Page most) {
        Optional<DataForm> form = query.first(DataForm.NAMESPACE, "x")
                .map(DataForm::read)
                .orElseGet(() -> Optional.of(new DataForm("submit", List.of())));
        Optional<ResultSet.Request> page = query.first(ResultSet.NAMESPACE, "set")
                .map(ResultSet.Request::read)
                .orElseGet(() -> Optional.of(ResultSet.Request.FIRST));
        if (form.isEmpty() || page.isEmpty() || !isOurs(form.get())) {
            return new Reading.Refused(StanzaCondition.BAD_REQUEST);
        }
        if (form.get().fields().stream().anyMatch(field -> !FIELDS.contains(field.name()))) {
            return new Reading.Refused(StanzaCondition.FEATURE_NOT_IMPLEMENTED);
        }
        try {
            return new ArchiveForm(form.get(), page.get()).read(owner, most);
        } catch (Wrong refused) {
            return new Reading.Refused(refused.condition);
        }
    }

    private static boolean isOurs(DataForm form) {
        return form.fields().isEmpty() || form.value(FORM_TYPE).equals(Optional.of(NAMESPACE));
    }

    private Reading read(BareJid owner, ArchiveQuery.Page most) {
        List<MessageId> known = new ArrayList<>();
        Optional<MessageId> pageAfter = page.after().map(ArchiveForm::id);
        Optional<MessageId> pageBefore = page.before().map(ArchiveForm::id);
        Optional<List<MessageId>> only = Optional.of(form.values("ids").stream()
                        .map(ArchiveForm::id)
                        .distinct()
                        .toList())
                .filter(ids -> !ids.isEmpty());
        if (only.filter(ids -> ids.size() > most.messages()).isPresent()) {
            return new Reading.Refused(StanzaCondition.RESOURCE_CONSTRAINT);
        }
        Optional<MessageId> afterId = value("after-id", ArchiveForm::id);
        Optional<MessageId> beforeId = value("before-id", ArchiveForm::id);
        List.of(pageAfter, pageBefore, afterId, beforeId).forEach(id -> id.ifPresent(known::add));
        MessageId after = outermost(
                (one, other) -> one.compareTo(other) > 0 ? one : other,
                List.of(pageAfter, afterId, value("start", ArchiveForm::start)),
                MessageId.START);
        MessageId before = outermost(
                (one, other) -> one.compareTo(other) < 0 ? one : other,
                List.of(pageBefore, beforeId, value("end", ArchiveForm::end)),
                MessageId.END);
        int wanted = page.max().orElse(most.messages());
        ArchiveQuery query = new ArchiveQuery(
                owner,
                value("with", text -> Jid.parse(text).orElseThrow(() -> new Wrong(StanzaCondition.JID_MALFORMED))),
                only,
                after,
                before,
                new ArchiveQuery.Page(page.backwards(), Math.clamp(wanted, 1, most.messages()), most.bytes()));
        return new Reading.Part(query, known, wanted == 0);
    }

    private static MessageId outermost(
            BinaryOperator<MessageId> choice, List<Optional<MessageId>> bounds, MessageId none) {
        return bounds.stream().flatMap(Optional::stream).reduce(none, choice);
    }

    private <T> Optional<T> value(String field, Function<String, T> reader) {
        List<String> values = form.values(field);
        if (values.size() > 1) {
            throw new Wrong(StanzaCondition.BAD_REQUEST);
        }
        return values.stream().findFirst().map(reader);
    }

    private static MessageId id(String text) {
        return MessageId.parse(text).orElseThrow(() -> new Wrong(StanzaCondition.ITEM_NOT_FOUND));
    }

    /** Stamps are of whole milliseconds: what came at this one came earlier than its second half. */
    private static MessageId start(String text) {
        return MessageId.at(time(text).plusNanos(999_999).truncatedTo(ChronoUnit.MILLIS));
    }

    private static MessageId end(String text) {
        return MessageId.at(time(text).truncatedTo(ChronoUnit.MILLIS).plusMillis(1));
    }

    private static Instant time(String text) {
        return DateTime.parse(text).orElseThrow(() -> new Wrong(StanzaCondition.BAD_REQUEST));
    }

    /** Returns the fields that may be filled in (section 4.1.5). The list of all ids is open: nobody is sent it. */
    static Element offered() {
        DataForm empty = new DataForm(
                "form",
                List.of(
                        DataForm.Field.hidden(FORM_TYPE, NAMESPACE),
                        DataForm.Field.of("with", "jid-single", List.of()),
                        DataForm.Field.of("start", "text-single", List.of()),
                        DataForm.Field.of("end", "text-single", List.of()),
                        DataForm.Field.of("before-id", "text-single", List.of()),
                        DataForm.Field.of("after-id", "text-single", List.of())));
        Element fixed = empty.toElement("");
        Element.Builder form = Element.named(DataForm.NAMESPACE, "x").attribute("type", "form");
        return form.children(fixed.children())
                .child(Element.named(DataForm.NAMESPACE, "field")
                        .attribute("var", "ids")
                        .attribute("type", "list-multi")
                        .child(Element.named(VALIDATION, "validate")
                                .attribute("datatype", "xs:string")
                                .child(Element.named(VALIDATION, "open").build())
                                .build())
                        .build())
                .build();
    }
}

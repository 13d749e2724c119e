package im.redoubt.server.archive;

import static im.redoubt.server.fixture.Station.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.payload.DataForm;
import im.redoubt.protocol.payload.ResultSet;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.server.archive.ArchiveForm.Reading;
import im.redoubt.server.store.ArchiveQuery;
import im.redoubt.server.store.MessageId;
import im.redoubt.xml.Element;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** XEP-0313 section 4.1: what is asked with which fields, alone and together. */
class ArchiveFormTest {
    private static final ArchiveQuery.Page HUNDRED = new ArchiveQuery.Page(false, 100, 1_000);
    private static final MessageId ONE = new MessageId(1, 1);
    private static final MessageId TWO = new MessageId(2, 2);
    private static final MessageId THREE = new MessageId(3, 3);

    /** Builds a query of words like {@code with=bob@localhost rsm:max=10}; what has no form says so. */
    private static Reading read(String... words) {
        List<DataForm.Field> fields = new ArrayList<>();
        Element.Builder set = Element.named(ResultSet.NAMESPACE, "set");
        for (String word : words) {
            String name = word.substring(0, word.indexOf('='));
            String value = word.substring(word.indexOf('=') + 1);
            if (name.startsWith("rsm:")) {
                set.child(ResultSet.NAMESPACE, name.substring(4), value);
            } else {
                fields.add(DataForm.Field.of(name, "", List.of(value.split(","))));
            }
        }
        if (!fields.isEmpty()) {
            fields.addFirst(DataForm.Field.hidden("FORM_TYPE", "urn:xmpp:mam:2"));
        }
        return ArchiveForm.read(
                Element.named("urn:xmpp:mam:2", "query")
                        .child(new DataForm("submit", fields).toElement(""))
                        .child(set.build())
                        .build(),
                ALICE,
                HUNDRED);
    }

    private static ArchiveQuery query(String... words) {
        return ((Reading.Part) read(words)).query();
    }

    @Test
    void withNothingAskedForItIsTheFirstPage() {
        assertThat(query()).isEqualTo(ArchiveQuery.of(ALICE, HUNDRED));
        assertThat(ArchiveForm.read(Element.named("urn:xmpp:mam:2", "query").build(), ALICE, HUNDRED))
                .isEqualTo(new Reading.Part(ArchiveQuery.of(ALICE, HUNDRED), List.of(), false));
    }

    @Test
    @Tag("D-102")
    void aPageIsNoLargerThanItMayBe() {
        assertThat(query("rsm:max=7").page().messages()).isEqualTo(7);
        assertThat(query("rsm:max=999999999").page().messages()).isEqualTo(100);
        assertThat(((Reading.Part) read("rsm:max=0")).countOnly()).isTrue();
        assertThat(read("ids=" + String.join(",", ids(100)))).isInstanceOf(Reading.Part.class);
        assertThat(read("ids=" + String.join(",", ids(101))))
                .isEqualTo(new Reading.Refused(StanzaCondition.RESOURCE_CONSTRAINT));
    }

    private static List<String> ids(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> new MessageId(number, 5).toString())
                .toList();
    }

    /** Section 4.1.2: from a moment on, and up to one, both included; stamps are of whole milliseconds. */
    @ParameterizedTest
    @CsvSource({
        "start=1970-01-01T00:00:01Z,1000",
        "start=1970-01-01T00:00:01.0004Z,1001",
        "end=1970-01-01T00:00:01Z,1001",
        "end=1970-01-01T00:00:01.0004Z,1001"
    })
    void timesAreIncluded(String word, long millis) {
        MessageId at = MessageId.at(Instant.ofEpochMilli(millis));
        ArchiveQuery query = query(word);
        assertThat(word.startsWith("start") ? query.after() : query.before()).isEqualTo(at);
        assertThat(word.startsWith("start") ? query.before() : query.after())
                .isEqualTo(word.startsWith("start") ? MessageId.END : MessageId.START);
    }

    /** All bounds hold at once, and each message that is named must be there. */
    @Test
    void theNarrowestBoundsHold() {
        Reading.Part part = (Reading.Part) read(
                "with=bob@localhost/x",
                "after-id=" + ONE,
                "before-id=" + THREE,
                "start=1970-01-01T00:00:00Z",
                "rsm:after=" + TWO,
                "rsm:max=5");
        assertThat(part.query())
                .isEqualTo(new ArchiveQuery(
                        ALICE,
                        Optional.of(Jid.of("bob@localhost/x")),
                        Optional.empty(),
                        TWO,
                        THREE,
                        new ArchiveQuery.Page(false, 5, 1_000)));
        assertThat(part.known()).containsExactlyInAnyOrder(ONE, TWO, THREE);
        assertThat(query("before-id=" + THREE, "rsm:before=" + TWO).before()).isEqualTo(TWO);
        assertThat(query("before-id=" + TWO, "rsm:before=" + THREE).before()).isEqualTo(TWO);
        assertThat(query("rsm:before=").page().backwards()).isTrue();
        assertThat(query("rsm:before=").before()).isEqualTo(MessageId.END);
    }

    @Test
    void certainMessagesAreOnesThatCanBe() {
        Reading.Part part = (Reading.Part) read("ids=" + TWO + "," + ONE + "," + TWO, "rsm:after=" + ONE, "rsm:max=1");
        assertThat(part.query().only()).contains(List.of(TWO, ONE));
        assertThat(part.query().after()).isEqualTo(ONE);
        assertThat(part.query().page().messages()).isOne();
        assertThat(part.known()).containsExactly(ONE);
    }

    @ParameterizedTest
    @CsvSource({
        "with=a@b@c,JID_MALFORMED",
        "start=now,BAD_REQUEST",
        "end=,BAD_REQUEST",
        "after-id=x,ITEM_NOT_FOUND",
        "before-id=x,ITEM_NOT_FOUND",
        "ids=x,ITEM_NOT_FOUND",
        "rsm:after=x,ITEM_NOT_FOUND",
        "rsm:before=x,ITEM_NOT_FOUND",
        "rsm:max=x,BAD_REQUEST",
        "include-groupchat=true,FEATURE_NOT_IMPLEMENTED",
        "'',FEATURE_NOT_IMPLEMENTED"
    })
    void whatCannotBeReadIsRefused(String word, StanzaCondition condition) {
        assertThat(read(word.isEmpty() ? "=x" : word)).isEqualTo(new Reading.Refused(condition));
    }

    @Test
    void twoValuesAreNone() {
        assertThat(read("with=bob@localhost,carol@localhost"))
                .isEqualTo(new Reading.Refused(StanzaCondition.BAD_REQUEST));
    }
}

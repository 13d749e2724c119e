package im.redoubt.client.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.client.ClientException;
import im.redoubt.client.Counters;
import im.redoubt.client.Origin;
import im.redoubt.client.Pending;
import im.redoubt.client.RefusedException;
import im.redoubt.client.Rig;
import im.redoubt.client.chat.Chat;
import im.redoubt.client.chat.ChatMessage;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.xml.Element;
import im.redoubt.xml.ParsedElement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** XEP-0313: what archives answer, and who only says so. */
final class ArchiveTest {
    private static final BareJid BOB = BareJid.of("bob@example.org");
    private static final BareJid ROOM = BareJid.of("room@conference.example.org");

    private final Rig rig = new Rig();
    private final Archive archive = rig.attach(Archive.FEATURE);
    private final ArchiveScript script = new ArchiveScript(rig);
    private final List<ChatMessage> live = new ArrayList<>();

    @BeforeEach
    void connect() {
        rig.attach(Chat.FEATURE).received().add(live::add);
        rig.connect();
    }

    private static ArchiveQuery all() {
        return ArchiveQuery.builder().pageSize(2).build();
    }

    private static ArchiveQuery ofTheRoom() {
        return ArchiveQuery.builder().archive(ROOM).build();
    }

    private static List<String> ids(ArchivePage page) {
        List<String> ids = new ArrayList<>();
        page.messages().forEach(message -> ids.add(message.id()));
        return ids;
    }

    @Test
    void queryIsAForm() {
        Pending<ArchivePage> page = archive.query(ArchiveQuery.builder()
                .with(BOB)
                .start(Instant.parse("2026-11-01T00:00:00Z"))
                .end(Instant.parse("2026-11-02T00:00:00.5Z"))
                .after("a1")
                .before("a9")
                .ids(List.of("a2", "a3"))
                .pageSize(10)
                .build());
        assertThat(page).isNotDone();
        assertThat(rig.sent().get(0).replaceAll("id='[\\w-]{22}'", "id='*'"))
                .isEqualTo(
                        "<iq xmlns='jabber:client' type='set' id='*'><query xmlns='urn:xmpp:mam:2' queryid='*'>"
                                + "<x xmlns='jabber:x:data' type='submit'>"
                                + "<field var='FORM_TYPE' type='hidden'><value>urn:xmpp:mam:2</value></field>"
                                + "<field var='with'><value>bob@example.org</value></field>"
                                + "<field var='start'><value>2026-11-01T00:00:00Z</value></field>"
                                + "<field var='end'><value>2026-11-02T00:00:00.500Z</value></field>"
                                + "<field var='before-id'><value>a9</value></field>"
                                + "<field var='ids'><value>a2</value><value>a3</value></field></x>"
                                + "<set xmlns='http://jabber.org/protocol/rsm'><max>10</max><after>a1</after></set></query></iq>");
    }

    @Test
    void pagesGoBackwardsFromTheEnd() {
        Pending<ArchivePage> first =
                archive.query(ArchiveQuery.builder().newestFirst().pageSize(2).build());
        assertThat(rig.lastSent().toString()).contains("<before/>").doesNotContain("jabber:x:data");
        script.result("a3", "three").result("a4", "four").finished(false, "a3", "a4");
        assertThat(ids(first.await())).containsExactly("a3", "a4");
        Pending<ArchivePage> second = first.await().next();
        assertThat(rig.lastSent().toString()).contains("<before>a3</before>");
        script.result("a1", "one").result("a2", "two").finished(true, "a1", "a2");
        assertThat(ids(second.await())).containsExactly("a1", "a2");
        assertThat(second.await().hasNext()).isFalse();
        assertThatThrownBy(second.await()::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void messageComesWithWhatTheArchiveKnows() {
        Pending<ArchivePage> page = archive.query(all());
        script.result("a1", "one").finished(true, "a1", "a1");
        ArchivedMessage message = page.await().messages().get(0);
        assertThat(message.time()).isEqualTo(ArchiveScript.THEN);
        ChatMessage text = message.text().orElseThrow();
        assertThat(text.body().is("one")).isTrue();
        assertThat(text.time()).isEqualTo(ArchiveScript.THEN);
        assertThat(text.ids().archive()).contains("a1");
        assertThat(text.origin()).isEqualTo(Origin.ARCHIVE);
        assertThat(text.sender()).isEqualTo(Jid.of("bob@example.org/phone"));
        assertThat(live).isEmpty();
    }

    @Test
    void emptyArchiveIsOnePage() {
        Pending<ArchivePage> page = archive.query(all());
        script.finished(false, "", "");
        assertThat(page.await().messages()).isEmpty();
        assertThat(page.await().hasNext()).isFalse();
    }

    @Test
    void refusalSaysWhy() {
        Pending<ArchivePage> page = archive.query(all());
        rig.refuses("item-not-found");
        assertThatThrownBy(page::await).isInstanceOf(RefusedException.class);
    }

    /** Dino CVE-2019-16237, Monal CVE-2020-26547: anybody's answer was taken for the archive's. */
    @ParameterizedTest
    @Tag("R-66")
    @Tag("LIB-03")
    @ValueSource(
            strings = {
                "mallory@example.com/x",
                "bob@example.org",
                "alice@example.org/here",
                "alice@example.com",
                "example.org",
                "room@conference.example.org"
            })
    void resultOfAnybodyElseIsAForgery(String from) {
        Pending<ArchivePage> page = archive.query(all());
        script.from(from).result("x1", "forged");
        script.from("alice@example.org").result("a1", "one").finished(true, "a1", "a1");
        assertThat(ids(page.await())).containsExactly("a1");
        assertThat(rig.counters().of(Counters.Kind.FORGERIES)).isEqualTo(1);
        assertThat(live).isEmpty();
    }

    @Test
    void resultWithoutSenderIsTheOwnArchives() {
        Pending<ArchivePage> page = archive.query(all());
        script.from("").result("a1", "one").finished(true, "a1", "a1");
        assertThat(ids(page.await())).containsExactly("a1");
    }

    @Test
    @Tag("R-66")
    void resultThatNobodyAskedForIsAForgery() {
        script.query("guessed").result("x1", "forged");
        Pending<ArchivePage> page = archive.query(all());
        script.result("x2", "forged");
        String open = script.openQuery();
        script.query(open).result("a1", "one").finished(true, "a1", "a1");
        assertThat(ids(page.await())).containsExactly("a1");
        script.query(open).result("x3", "too late");
        assertThat(rig.counters().of(Counters.Kind.FORGERIES)).isEqualTo(3);
        assertThat(live).isEmpty();
    }

    /** Two queries are open: each archive answers its own, and nobody the other's. */
    @Test
    @Tag("R-66")
    void archiveAnswersNoOtherArchivesQuery() {
        Pending<ArchivePage> own = archive.query(all());
        String ownQuery = script.openQuery();
        String ownId = rig.lastId();
        Pending<ArchivePage> rooms = archive.query(ofTheRoom());
        String roomsQuery = script.openQuery();
        script.from(ROOM.toString()).query(ownQuery).result("x1", "forged");
        script.from("alice@example.org").query(roomsQuery).result("x2", "forged");
        script.from(ROOM.toString()).query(roomsQuery).room("r1", "hello").finished(true, "r1", "r1");
        rig.says("<iq type='result' id='" + ownId + "'><fin xmlns='urn:xmpp:mam:2' complete='true'/></iq>");
        assertThat(own.await().messages()).isEmpty();
        assertThat(ids(rooms.await())).containsExactly("r1");
        assertThat(rig.counters().of(Counters.Kind.FORGERIES)).isEqualTo(2);
    }

    @Test
    @Tag("R-66")
    void twoResultsInOneMessageOrReturnedOnesAreNone() {
        Pending<ArchivePage> page = archive.query(all());
        String result = "<result xmlns='urn:xmpp:mam:2' queryid='" + script.openQuery() + "' id='x'/>";
        rig.says("<message from='alice@example.org'>" + result + result + "</message>");
        rig.says("<message from='alice@example.org' type='error'>" + result + "</message>");
        script.finished(true, "", "");
        assertThat(page.await().messages()).isEmpty();
        assertThat(rig.counters().of(Counters.Kind.FORGERIES)).isEqualTo(2);
    }

    /** Nobody has a message of somebody else put into an archive that cannot have it. */
    @ParameterizedTest
    @Tag("R-66")
    @ValueSource(
            strings = {
                "from='bob@example.org' to='carol@example.org'",
                "from='mallory@example.com/x' to='bob@example.org'",
                "to='alice@example.org'",
                "from='@@' to='alice@example.org'",
                "from='bob@example.org'"
            })
    void whatTheAccountNeitherSentNorReceivedIsNotInItsArchive(String addresses) {
        Pending<ArchivePage> page = archive.query(all());
        script.message("x1", "<message xmlns='jabber:client' type='chat' " + addresses + "><body>x</body></message>");
        script.finished(true, "x1", "x1");
        assertThat(page.await().messages()).isEmpty();
        assertThat(rig.counters().of(Counters.Kind.FAULTS)).isEqualTo(1);
    }

    @ParameterizedTest
    @Tag("R-66")
    @ValueSource(
            strings = {
                "type='chat' from='room@conference.example.org/bob'",
                "type='groupchat' from='bob@example.org/phone'",
                "type='groupchat' from='other@conference.example.org/bob'",
                "type='groupchat'"
            })
    void whatWasNotSaidInARoomIsNotInItsArchive(String attributes) {
        Pending<ArchivePage> page = archive.query(ofTheRoom());
        script.from(ROOM.toString())
                .message("x1", "<message xmlns='jabber:client' " + attributes + "><body>x</body></message>")
                .finished(true, "x1", "x1");
        assertThat(page.await().messages()).isEmpty();
    }

    /** An occupant writes into his message who he really is; the room keeps it, or not. */
    @Test
    @Tag("R-66")
    void whoAnOccupantReallyIsIsNotBelievedOfAnArchive() {
        Pending<ArchivePage> page = archive.query(ofTheRoom());
        script.from(ROOM.toString())
                .message(
                        "r1",
                        "<message xmlns='jabber:client' type='groupchat' from='" + ROOM + "/bob'><body>obey</body>"
                                + "<x xmlns='http://jabber.org/protocol/muc#user'><item jid='owner@example.org'"
                                + " affiliation='owner'/></x></message>")
                .finished(true, "r1", "r1");
        ArchivedMessage message = page.await().messages().get(0);
        assertThat(message.stanza().content().has("http://jabber.org/protocol/muc#user", "x"))
                .isFalse();
        assertThat(message.text()).isEmpty();
    }

    @Test
    @Tag("R-66")
    void whatASenderSaidForTheArchiveIsReplaced() {
        Pending<ArchivePage> page = archive.query(all());
        script.message(
                        "a1",
                        "<message xmlns='jabber:client' type='chat' from='bob@example.org/phone' to='alice@example.org'>"
                                + "<body>x</body><stanza-id xmlns='urn:xmpp:sid:0' id='forged' by='alice@example.org'/>"
                                + "<delay xmlns='urn:xmpp:delay' from='example.org' stamp='2001-01-01T00:00:00Z'/></message>")
                .finished(true, "a1", "a1");
        ArchivedMessage message = page.await().messages().get(0);
        assertThat(message.stanza().content().childCount()).isEqualTo(1);
        ChatMessage text = message.text().orElseThrow();
        assertThat(text.ids().archive()).contains("a1");
        assertThat(text.time()).isEqualTo(ArchiveScript.THEN);
    }

    @Test
    @Tag("LIB-08")
    void archiveThatSendsMoreThanWasAskedForIsNotHeard() {
        Pending<ArchivePage> page = archive.query(all());
        for (int i = 0; i < 100; i++) {
            script.result("a" + i, "x");
        }
        script.finished(true, "a0", "a99");
        assertThatThrownBy(page::await).isInstanceOf(ClientException.class).hasMessageContaining("more than");
    }

    @Test
    @Tag("LIB-08")
    void pageHasNoMoreThanItsBytes() {
        Results results = new Results(Rig.ALICE, ArchiveQuery.MOST_OF_A_PAGE);
        ParsedElement result =
                Element.named(Archive.NAMESPACE, "result").build().toParsed();
        results.add(result, Results.MOST_BYTES);
        assertThat(results.tooMuch()).isFalse();
        results.add(result, 1);
        assertThat(results.tooMuch()).isTrue();
        assertThat(results.all()).isEmpty();
    }

    @Test
    @Tag("LIB-08")
    void queriesThatAreOpenAreBounded() {
        for (int i = 0; i < Archive.MOST_OPEN; i++) {
            assertThat(archive.query(all())).isNotDone();
        }
        assertThat(archive.query(all())).isCompletedExceptionally();
        script.finished(true, "", "");
        assertThat(archive.query(all())).isNotDone();
    }

    @ParameterizedTest
    @Tag("S-19")
    @ValueSource(strings = {"<fin xmlns='urn:xmpp:mam:1' complete='true'/>", "", "<query xmlns='urn:xmpp:mam:2'/>"})
    void answerThatIsNoneFails(String payload) {
        Pending<ArchivePage> page = archive.query(all());
        rig.answers(payload);
        assertThatThrownBy(page::await).isInstanceOf(ClientException.class);
    }

    @ParameterizedTest
    @Tag("S-19")
    @CsvSource({"9223372036854775807, -1", "-1, -1", "4294967296, -1", "999999999, 999999999", "7, 7", "x, -1", "'', -1"
    })
    void countIsANumberOrNone(String count, int expected) {
        Pending<ArchivePage> page = archive.query(all());
        rig.answers("<fin xmlns='urn:xmpp:mam:2'><set xmlns='http://jabber.org/protocol/rsm'><count>" + count
                + "</count></set></fin>");
        assertThat(page.await().count().orElse(-1)).isEqualTo(expected);
    }

    @ParameterizedTest
    @Tag("S-19")
    @ValueSource(strings = {"9999-12-31T23:59:59Z", "0000-01-01T00:00:00Z", "-1", "", "+1000000000-01-01T00:00:00Z"})
    void timeThatCannotBeIsNone(String stamp) {
        Pending<ArchivePage> page = archive.query(all());
        script.at(stamp).result("a1", "one").finished(true, "a1", "a1");
        assertThat(page.await().messages().get(0).time()).isEqualTo(Instant.parse("2026-11-29T10:00:00Z"));
    }

    @Test
    @Tag("LIB-08")
    void pagesThatDoNotMoveOnAreLeft() {
        Pending<ArchivePage> first = archive.query(all());
        script.result("a1", "one").finished(false, "a1", "a1");
        Pending<ArchivePage> second = first.await().next();
        script.result("a1", "one").finished(false, "a1", "a1");
        assertThatThrownBy(second::await).isInstanceOf(ClientException.class).hasMessageContaining("do not end");
    }

    @Test
    void streamFetchesPagesWhenItNeedsThem() {
        rig.answering(query -> {
            if (query.contains("<before/>")) {
                script.result("a3", "three").result("a4", "four").finished(false, "a3", "a4");
            } else {
                script.result("a1", "one").result("a2", "two").finished(true, "a1", "a2");
            }
        });
        ArchiveQuery query = ArchiveQuery.builder().newestFirst().pageSize(2).build();
        assertThat(archive.stream(query).map(ArchivedMessage::id)).containsExactly("a4", "a3", "a2", "a1");
        assertThat(rig.sent()).hasSize(2);
        assertThat(archive.messages(query).next().id()).isEqualTo("a4");
        assertThat(rig.sent()).hasSize(1);
    }

    @Test
    void preferencesAreReadAndWritten() {
        Pending<ArchivePreferences> now = archive.preferences();
        rig.answers("<prefs xmlns='urn:xmpp:mam:2' default='roster'><always><jid>bob@example.org</jid></always>"
                + "<never><jid>mallory@example.com</jid><jid>@@</jid></never></prefs>");
        ArchivePreferences expected = new ArchivePreferences(
                ArchivePreferences.Usual.ROSTER, Set.of(BOB), Set.of(BareJid.of("mallory@example.com")));
        assertThat(now.await()).isEqualTo(expected);
        Pending<ArchivePreferences> later = archive.prefer(expected);
        assertThat(rig.lastSent().toString())
                .contains("<prefs xmlns='urn:xmpp:mam:2' default='roster'><always><jid>bob@example.org</jid></always>"
                        + "<never><jid>mallory@example.com</jid></never></prefs>");
        rig.answers("<prefs xmlns='urn:xmpp:mam:2' default='whatever'/>");
        assertThatThrownBy(later::await).isInstanceOf(ClientException.class);
    }

    @Test
    void queryIsChecked() {
        ArchiveQuery.Builder none = ArchiveQuery.builder().pageSize(0);
        ArchiveQuery.Builder tooMany = ArchiveQuery.builder().pageSize(ArchiveQuery.MOST_OF_A_PAGE + 1);
        ArchiveQuery.Builder afterNothing = ArchiveQuery.builder().after("");
        ArchiveQuery.Builder nothing = ArchiveQuery.builder().ids(List.of(""));
        for (ArchiveQuery.Builder query : List.of(none, tooMany, afterNothing, nothing)) {
            assertThatThrownBy(query::build).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    @Tag("LIB-08")
    void textIsNotPrinted() {
        Pending<ArchivePage> page = archive.query(all());
        script.result("a1", "very private").finished(true, "a1", "a1");
        assertThat(page.await() + page.await().messages().toString()).doesNotContain("private");
    }
}

package im.redoubt.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@link Quarantine} on any engine. */
@Tag("SRV-08")
abstract class QuarantineContract extends StoreContract {
    private static final Quarantine.Room ROOM = new Quarantine.Room(2, 3);

    QuarantineContract(TestDatabase database) {
        super(database);
    }

    private Outcome<MessageId> keep(Jid from, BareJid to, String content) {
        MessageHeader header =
                new MessageHeader(MessageKind.HEADLINE, from, to, Optional.of("id 1"), Optional.of("de"), 0);
        return await(store().quarantine()
                .keep(new Quarantine.Entrant("no adverts", header, Blob.of(content), Optional.empty()), ROOM));
    }

    private MessageId kept(Jid from, BareJid to, String content) {
        return ((Outcome.Done<MessageId>) keep(from, to, content)).value();
    }

    @Test
    void keepsMessagesInOrderAsTheyAre() {
        MessageId first = kept(ALICE.withResource("x"), BOB, "<body>\u00E9</body>");
        Instant when = clock.instant();
        clock.step(Duration.ofSeconds(5));
        MessageId second = kept(CAROL, BareJid.of("nobody.example"), "");
        assertThat(await(store().quarantine().page(MessageId.START, 10)))
                .extracting(QuarantinedMessage::id)
                .containsExactly(first, second);
        assertThat(await(store().quarantine().page(MessageId.START, 1))).hasSize(1);
        assertThat(await(store().quarantine().page(first, 10)))
                .extracting(QuarantinedMessage::id)
                .containsExactly(second);
        assertThat(await(store().quarantine().page(second, 10))).isEmpty();
        assertThat(await(store().quarantine().find(first)))
                .contains(new QuarantinedMessage(
                        first,
                        Instant.ofEpochMilli(when.toEpochMilli()),
                        "no adverts",
                        new MessageHeader(
                                MessageKind.HEADLINE,
                                ALICE.withResource("x"),
                                BOB,
                                Optional.of("id 1"),
                                Optional.of("de"),
                                0),
                        Blob.of("<body>\u00E9</body>")));
    }

    /** XEP-0198: what was set aside is not sent again after a crash; one transaction has the message and the count. */
    @Test
    @Tag("SRV-13")
    void countsTheStanzaOfItsStreamWithIt() {
        createAccounts(ALICE);
        CountedStream stream = new CountedStream("stream", ALICE, 0);
        MessageHeader header = new MessageHeader(MessageKind.CHAT, ALICE, BOB, Optional.empty(), Optional.empty(), 0);
        await(store().quarantine()
                .keep(
                        new Quarantine.Entrant("a", header, Blob.of("b"), Optional.of(new StreamCount(stream, 7))),
                        ROOM));
        assertThat(stream.durable()).isEqualTo(7);
        await(store().countedStreams().end(stream));
        assertThat(await(store().countedStreams().ended(ALICE, "stream"))).contains(7L);
    }

    @Test
    void forgetsOnceWhatIsDropped() {
        MessageId first = kept(ALICE, BOB, "a");
        MessageId second = kept(ALICE, BOB, "b");
        assertThat(await(store().quarantine().drop(first))).isTrue();
        assertThat(await(store().quarantine().drop(first))).isFalse();
        assertThat(await(store().quarantine().find(first))).isEmpty();
        assertThat(await(store().quarantine().find(second))).isPresent();
    }

    /** One sender cannot take the room of all, with however many sessions. */
    @Test
    @Tag("SRV-06")
    void hasRoomForSoManyOfOneSenderAndInAll() {
        kept(ALICE.withResource("x"), BOB, "a");
        MessageId second = kept(ALICE.withResource("y"), CAROL, "b");
        assertThat(keep(ALICE.withResource("z"), BOB, "c")).isEqualTo(new Outcome.Refused<>(Refusal.QUARANTINE_FULL));
        kept(BOB, ALICE, "d");
        assertThat(keep(CAROL, ALICE, "e")).isEqualTo(new Outcome.Refused<>(Refusal.QUARANTINE_FULL));
        await(store().quarantine().drop(second));
        kept(CAROL, ALICE, "f");
        assertThat(await(store().quarantine().page(MessageId.START, 10))).hasSize(3);
    }

    @Test
    void forgetsWhatIsOlder() {
        kept(ALICE, BOB, "a");
        clock.step(Duration.ofDays(1));
        MessageId second = kept(ALICE, BOB, "b");
        assertThat(await(store().quarantine().purge(clock.instant().minus(Duration.ofHours(1)))))
                .isEqualTo(1);
        assertThat(await(store().quarantine().page(MessageId.START, 10)))
                .extracting(QuarantinedMessage::id)
                .containsExactly(second);
        assertThat(await(store().quarantine().purge(clock.instant())))
                .as("what came just now")
                .isZero();
    }

    @Test
    @Tag("D-117")
    void goesWithTheAccountOfEitherSide() {
        createAccounts(ALICE, BOB);
        kept(ALICE.withResource("x"), BOB, "a");
        kept(BOB, CAROL, "b");
        kept(CAROL, ALICE, "c");
        await(store().accounts().delete(ALICE));
        assertThat(await(store().quarantine().page(MessageId.START, 10)))
                .extracting(message -> message.content().text())
                .containsExactly("b");
    }

    @Test
    void leavesOutAndReportsWhatIsDamaged() throws Exception {
        MessageId first = kept(ALICE, BOB, "a");
        MessageId second = kept(ALICE, BOB, "b");
        tamper("UPDATE quarantined_message SET rule = 'other' WHERE recipient_account = ?", BOB.toString());
        MessageId third = kept(CAROL, ALICE, "c");
        assertThat(await(store().quarantine().page(MessageId.START, 10)))
                .extracting(QuarantinedMessage::id)
                .containsExactly(third);
        assertThat(await(store().quarantine().find(first))).isEmpty();
        assertThat(damage)
                .hasSize(3)
                .allSatisfy(row -> assertThat(row.toString()).contains("quarantined_message"));
        assertThat(await(store().quarantine().drop(second))).isTrue();
        damage.clear();
    }
}

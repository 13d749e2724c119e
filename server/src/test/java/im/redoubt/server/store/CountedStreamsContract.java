package im.redoubt.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.BareJid;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How many stanzas of streams were handled is on disk with what they were about (XEP-0198). */
@Tag("SRV-13")
@Tag("N-118")
abstract class CountedStreamsContract extends StoreContract {
    CountedStreamsContract(TestDatabase database) {
        super(database);
    }

    @BeforeEach
    void accounts() {
        createAccounts(ALICE, BOB);
    }

    private static CountedStream stream(BareJid account, String id) {
        return new CountedStream(id, account, 0);
    }

    private CompletableFuture<Outcome<MessageId>> send(CountedStream stream, long handled) {
        NewMessage message = TestMessages.waiting(ALICE, BOB, "m" + handled);
        return store().messages()
                .append(new NewMessage(
                        message.header(),
                        message.content(),
                        message.owners(),
                        Optional.empty(),
                        Optional.of(new StreamCount(stream, handled))));
    }

    private Optional<Long> ended(BareJid account, String id) {
        return await(store().countedStreams().ended(account, id));
    }

    @Test
    void theCountOfAMessageIsThereWhenTheMessageIs() {
        CountedStream stream = stream(ALICE, "one");
        List<CompletableFuture<Outcome<MessageId>>> sent = List.of(send(stream, 1), send(stream, 2), send(stream, 3));
        sent.forEach(StoreContract::done);
        assertThat(stream.durable()).isEqualTo(3);
        await(reopen().countedStreams().endAll());
        assertThat(ended(ALICE, "one")).contains(3L);
    }

    /** A count that goes alone was taken before the message in front of it took effect. */
    @Test
    void aCountDoesNotFall() {
        CountedStream stream = stream(ALICE, "one");
        CompletableFuture<Outcome<MessageId>> message = send(stream, 5);
        CompletableFuture<Void> alone = store().countedStreams().write(new StreamCount(stream, 4));
        done(message);
        await(alone);
        await(store().countedStreams().write(new StreamCount(stream, 3)));
        assertThat(stream.durable()).isEqualTo(5);
        await(store().countedStreams().end(stream));
        assertThat(ended(ALICE, "one")).contains(5L);
    }

    /** Whoever waits for a message may ask at once how far the count is. */
    @Test
    void theCountIsKnownBeforeTheAnswer() {
        CountedStream stream = stream(ALICE, "one");
        CompletableFuture<Long> seen = send(stream, 7).thenApply(done -> stream.durable());
        assertThat(await(seen)).isEqualTo(7);
    }

    /** What fails by itself is not counted, though the rest of its batch is there. */
    @Test
    void whatWasNotKeptIsNotCounted() {
        CountedStream stream = stream(ALICE, "one");
        CountedStream other = stream(BOB, "two");
        CompletableFuture<Void> good = store().countedStreams().write(new StreamCount(other, 4));
        CompletableFuture<Void> bad = store().countedStreams()
                .write(new StreamCount(stream, 1))
                .thenCompose(written -> store().accounts()
                        .delete(ALICE)
                        .thenCompose(gone -> store().countedStreams().write(new StreamCount(stream, 9))));
        await(good);
        await(bad);
        await(store().countedStreams().endAll());
        assertThat(ended(BOB, "two")).contains(4L);
        assertThat(ended(ALICE, "one")).as("an account that is gone").isEmpty();
    }

    @Test
    @Tag("N-119")
    void onlyTheAccountItselfMayAskAndOnlyWhenTheStreamIsOver() {
        CountedStream stream = stream(ALICE, "one");
        await(store().countedStreams().write(new StreamCount(stream, 5_000_000_000L)));
        assertThat(ended(ALICE, "one")).as("goes on").isEmpty();
        await(store().countedStreams().end(stream));
        assertThat(ended(ALICE, "one")).contains(5_000_000_000L);
        assertThat(ended(BOB, "one")).isEmpty();
        assertThat(ended(ALICE, "two")).isEmpty();
    }

    /** A message that was still on its way when the stream ended is counted all the same. */
    @Test
    void whatComesBehindTheEndIsCountedAndDoesNotUndoIt() {
        CountedStream stream = stream(ALICE, "one");
        await(store().countedStreams().write(new StreamCount(stream, 1)));
        await(store().countedStreams().end(stream));
        done(send(stream, 2));
        assertThat(ended(ALICE, "one")).contains(2L);
    }

    @Test
    void whatItsClientEndedIsForgotten() {
        CountedStream stream = stream(ALICE, "one");
        await(store().countedStreams().write(new StreamCount(stream, 1)));
        await(store().countedStreams().forget(stream));
        await(store().countedStreams().endAll());
        assertThat(ended(ALICE, "one")).isEmpty();
    }

    @Test
    void whatIsOldIsForgottenAndWhatGoesOnIsNot() {
        CountedStream old = stream(ALICE, "old");
        CountedStream live = stream(ALICE, "live");
        await(store().countedStreams().write(new StreamCount(old, 1)));
        await(store().countedStreams().write(new StreamCount(live, 2)));
        await(store().countedStreams().end(old));
        clock.step(Duration.ofDays(2));
        await(store().countedStreams().purge(clock.instant().minus(Duration.ofDays(1))));
        await(store().countedStreams().end(live));
        assertThat(ended(ALICE, "old")).isEmpty();
        assertThat(ended(ALICE, "live")).contains(2L);
    }

    @Test
    void ofOneAccountTheLastOnesAreKnown() {
        for (int number = 0; number < CountedStreams.MOST_ENDED + 5; number++) {
            CountedStream stream = stream(ALICE, "s" + number);
            await(store().countedStreams().write(new StreamCount(stream, number)));
            await(store().countedStreams().end(stream));
            clock.step(Duration.ofSeconds(1));
        }
        assertThat(ended(ALICE, "s4")).isEmpty();
        assertThat(ended(ALICE, "s5")).contains(5L);
    }

    /** A process that is killed again and again ends none of its streams by itself. */
    @Test
    void ofOneAccountTheLastOnesAreKnownAfterManyStarts() throws SQLException {
        for (int number = 0; number < CountedStreams.MOST_ENDED + 5; number++) {
            await(store().countedStreams().write(new StreamCount(stream(ALICE, "s" + number), number)));
            await(store().countedStreams().endAll());
            clock.step(Duration.ofSeconds(1));
        }
        assertThat(ended(ALICE, "s4")).isEmpty();
        assertThat(ended(ALICE, "s5")).contains(5L);
        assertThat(tamper("UPDATE counted_stream SET handled = handled + 1 WHERE id = 's5'"))
                .isEqualTo(1);
        assertThat(ended(ALICE, "s5")).as("damaged").isEmpty();
        assertThat(damage).hasSize(1);
    }
}

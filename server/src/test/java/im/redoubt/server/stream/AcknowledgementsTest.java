package im.redoubt.server.stream;

import static im.redoubt.server.fixture.Station.ALICE;
import static im.redoubt.server.fixture.Station.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.server.store.CountedStream;
import im.redoubt.server.store.MemoryStreams;
import im.redoubt.server.store.StreamCount;
import im.redoubt.xml.Element;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client is told of its stanzas, and what it may say of ours (XEP-0198 sections 3, 4 and 6). */
class AcknowledgementsTest {
    private final FakeWire wire = new FakeWire();
    private final MemoryStreams counts = new MemoryStreams();
    private final Resumptions resumptions = new Resumptions(new SecureRandom(), Duration.ofMinutes(5), counts);
    private final Acknowledgements acknowledgements = new Acknowledgements(wire, resumptions, Optional::empty);

    private void comes(String local) {
        acknowledgements.element(Element.named("urn:xmpp:sm:3", local).build().toParsed(), 0);
    }

    private void answers(String handled) {
        acknowledgements.element(
                Element.named("urn:xmpp:sm:3", "a")
                        .attribute("h", handled)
                        .build()
                        .toParsed(),
                0);
    }

    private String answered() {
        return wire.written.getLast().attribute("h").orElseThrow();
    }

    @Test
    void countsFromTheMomentItIsAskedTo() {
        acknowledgements.handled();
        acknowledgements.handled();
        comes("enable");
        assertThat(wire.done).containsExactly("write enabled", "count");
        comes("r");
        assertThat(answered()).isEqualTo("0");
        acknowledgements.handled();
        comes("r");
        assertThat(answered()).isEqualTo("1");
        comes("r");
        assertThat(answered()).isEqualTo("1");
    }

    /** Section 4: an answer is not withheld; and who asked too early hears once more, once. */
    @Test
    @Tag("N-118")
    void whoAsksTooEarlyIsToldTwice() {
        comes("enable");
        acknowledgements.handled();
        acknowledgements.element(Element.named("urn:xmpp:sm:3", "r").build().toParsed(), 1);
        assertThat(answered()).isEqualTo("1");
        acknowledgements.handled();
        acknowledgements.settled();
        assertThat(answered()).isEqualTo("2");
        acknowledgements.handled();
        acknowledgements.settled();
        assertThat(wire.written).hasSize(3);
    }

    @Test
    void whatTheClientHasHandledIsPassedOn() {
        comes("enable");
        answers("3");
        answers("4294967295");
        assertThat(wire.done).containsExactly("write enabled", "count", "acknowledged 3", "acknowledged 4294967295");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "x", "4294967296"})
    @Tag("N-118")
    void anAnswerWithoutANumberEndsTheStream(String handled) {
        comes("enable");
        answers(handled);
        assertThat(wire.done).containsExactly("write enabled", "count", "end bad-format");
    }

    /** Section 3: at most once for a stream. */
    @Test
    void countingTwiceEndsTheStream() {
        comes("enable");
        comes("enable");
        assertThat(wire.done).containsExactly("write enabled", "count", "end policy-violation");
    }

    @ParameterizedTest
    @ValueSource(strings = {"r", "a", "enabled", "resumed", "failed", "sm", "x"})
    void whatIsNotForThisMomentEndsTheStream(String local) {
        comes(local);
        assertThat(wire.done).containsExactly("end unsupported-stanza-type");
    }

    @Test
    void nothingIsResumedWithinASession() {
        comes("resume");
        assertThat(wire.done).containsExactly("write failed");
    }

    /** A stream that can be resumed. */
    private Acknowledgements kept(CountedStream stream) {
        Acknowledgements kept = new Acknowledgements(wire, resumptions, () -> Optional.of(stream));
        kept.element(
                Element.named("urn:xmpp:sm:3", "enable")
                        .attribute("resume", "true")
                        .build()
                        .toParsed(),
                0);
        return kept;
    }

    private void asks(Acknowledgements whom, int underWay) {
        whom.element(Element.named("urn:xmpp:sm:3", "r").build().toParsed(), underWay);
    }

    private List<String> told() {
        List<String> all = new ArrayList<>();
        wire.written.forEach(element -> element.attribute("h").ifPresent(all::add));
        return all;
    }

    /** What is told is on disk: a process that is killed afterwards does not make it less. */
    @Test
    @Tag("N-118")
    @Tag("SRV-13")
    void ofAStreamThatCanBeResumedOnlyWhatIsCountedOnDiskIsTold() {
        CompletableFuture<Void> disk = counts.slowDown();
        Acknowledgements kept = kept(new CountedStream("id", ALICE, 0));
        kept.handled();
        kept.handled();
        assertThat(counts.written()).as("nobody has asked").isEmpty();
        asks(kept, 0);
        asks(kept, 0);
        wire.loop.run();
        assertThat(told()).containsExactly("0", "0");
        assertThat(counts.written()).as("one at a time").containsExactly(2L);
        disk.complete(null);
        wire.loop.run();
        assertThat(told()).containsExactly("0", "0", "2");
    }

    /** What came since is written for who has asked about it, and for nobody else. */
    @Test
    @Tag("N-118")
    void whoAsksAgainMeanwhileHearsOfThatToo() {
        CompletableFuture<Void> first = counts.slowDown();
        Acknowledgements kept = kept(new CountedStream("id", ALICE, 0));
        kept.handled();
        asks(kept, 0);
        CompletableFuture<Void> second = counts.slowDown();
        kept.handled();
        asks(kept, 0);
        kept.handled();
        first.complete(null);
        wire.loop.run();
        assertThat(told()).containsExactly("0", "0");
        assertThat(counts.written()).containsExactly(1L, 3L);
        second.complete(null);
        wire.loop.run();
        assertThat(told()).containsExactly("0", "0", "3");
        assertThat(counts.written()).hasSize(2);
    }

    /** The count of a message is on disk with the message, so that nothing more is to be written. */
    @Test
    @Tag("SRV-13")
    void aMessageTakesItsCountAlong() {
        CountedStream stream = new CountedStream("id", ALICE, 0);
        Acknowledgements kept = kept(stream);
        assertThat(kept.next(0)).contains(new StreamCount(stream, 1));
        assertThat(kept.next(2)).contains(new StreamCount(stream, 3));
        asks(kept, 1);
        assertThat(told()).containsExactly("0");
        counts.commit(new StreamCount(stream, 1));
        asks(kept, 1);
        assertThat(told()).as("it is on disk, and has not taken effect").containsExactly("0", "0");
        kept.handled();
        kept.settled();
        assertThat(told()).containsExactly("0", "0", "1");
        assertThat(counts.written()).isEmpty();
        assertThat(acknowledgements.next(0)).isEmpty();
    }

    /** Section 4: the counters wrap at 2^32; what is on disk does not. */
    @Test
    @Tag("N-118")
    void theCountBeginsAnewBehindItsLargestNumber() {
        CountedStream stream = new CountedStream("id", ALICE, 4_294_967_294L);
        Acknowledgements kept = kept(stream);
        kept.goOn(new StreamCount(stream, 4_294_967_294L));
        for (int count = 0; count < 3; count++) {
            kept.handled();
            asks(kept, 0);
            wire.loop.run();
        }
        assertThat(told()).containsExactly("4294967294", "4294967295", "4294967295", "0", "0", "1");
        assertThat(counts.written()).endsWith(4_294_967_297L);
        assertThat(kept.count()).isEqualTo(1);
    }

    @Test
    void whereTheStoreFailsNothingIsPromised() {
        CompletableFuture<Void> disk = counts.slowDown();
        Acknowledgements kept = kept(new CountedStream("id", ALICE, 0));
        kept.handled();
        asks(kept, 0);
        List<String> ran = new ArrayList<>();
        kept.whenSecure(() -> ran.add("goes on"));
        assertThat(ran).isEmpty();
        disk.completeExceptionally(new IllegalStateException("no disk"));
        wire.loop.run();
        assertThat(told()).containsExactly("0");
        assertThat(ran).containsExactly("goes on");
    }

    /** Section 5: a client that comes too late may be told how far its stream was; nobody else may. */
    @Test
    @Tag("N-119")
    void whatWasHandledIsKnownWhenTheStreamIsOver() {
        CountedStream stream = resumptions.begin(ALICE).orElseThrow();
        Acknowledgements kept = kept(stream);
        kept.handled();
        assertThat(resumptions.handled(ALICE, stream.id())).isCompletedWithValue(Optional.empty());
        kept.end();
        assertThat(resumptions.handled(ALICE, stream.id())).isCompletedWithValue(Optional.of(1L));
        assertThat(resumptions.handled(BOB, stream.id())).isCompletedWithValue(Optional.empty());
    }

    /** Section 7: a stream that was closed properly is over, and nothing is left to be said of it. */
    @Test
    @Tag("N-119")
    void ofAStreamThatItsClientClosedNothingIsKnown() {
        CountedStream stream = resumptions.begin(ALICE).orElseThrow();
        Acknowledgements kept = kept(stream);
        kept.handled();
        asks(kept, 0);
        kept.closed();
        kept.end();
        int before = wire.written.size();
        wire.loop.run();
        assertThat(wire.written).hasSize(before);
        assertThat(resumptions.handled(ALICE, stream.id())).isCompletedWithValue(Optional.empty());
    }
}

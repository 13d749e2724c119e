package im.redoubt.client;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.protocol.stream.StreamCondition;
import im.redoubt.protocol.stream.StreamManagement;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is kept until the server says that it has it (XEP-0198 section 4). */
final class OutboxTest {
    private final List<Consumer<Boolean>> echoes = new ArrayList<>();
    private final List<Runnable> later = new ArrayList<>();
    private final Outbox outbox = new Outbox((to, answered) -> echoes.add(answered), task -> later.add(task));
    private final List<String> fates = new ArrayList<>();

    /** A connection that remembers. */
    private static final class Line extends OpenOutlet {
        private final List<String> ids = new ArrayList<>();
        private int requests;
        private int flushes;

        @Override
        public void send(Stanza stanza) {
            ids.add(stanza.id().orElseThrow());
        }

        @Override
        public void send(Element element) {
            assertThat(element).isEqualTo(StreamManagement.request());
            requests++;
        }

        @Override
        public void flush() {
            flushes++;
        }
    }

    private Line begin() {
        Line line = new Line();
        outbox.begin(line, true);
        return line;
    }

    private Line uncounted() {
        Line line = new Line();
        outbox.begin(line, false);
        return line;
    }

    private Line resume(long handled) {
        Line line = new Line();
        assertThat(outbox.resume(line, handled)).isEmpty();
        return line;
    }

    private void submit(String id, boolean again) {
        Message message = new Message(
                StanzaHeader.EMPTY.withId(id).withTo(Jid.of("bob@example.org")),
                MessageType.CHAT,
                XmlContent.empty(Stanza.CLIENT_NAMESPACE));
        assertThat(outbox.submit(new Outgoing(message, new Outgoing.Fate() {
                    @Override
                    public void accepted() {
                        fates.add(id + " accepted");
                    }

                    @Override
                    public boolean goesAgain() {
                        return again;
                    }

                    @Override
                    public void lost(ClientException why) {
                        fates.add(id + " lost");
                    }
                })))
                .isTrue();
    }

    private void submit(int from, int to) {
        for (int i = from; i <= to; i++) {
            submit(Integer.toString(i), true);
        }
    }

    @Test
    void acceptedIsWhatTheServerCounts() {
        begin();
        submit(1, 3);
        assertThat(outbox.acknowledge(2)).isEmpty();
        assertThat(fates).containsExactly("1 accepted", "2 accepted");
        assertThat(outbox.acknowledge(3)).isEmpty();
        assertThat(outbox.isEmpty()).isTrue();
    }

    @Test
    void oneRequestIsUnderWayAtATime() {
        Line line = begin();
        submit(1, 2);
        outbox.flush();
        submit(3, 4);
        outbox.flush();
        assertThat(line.requests).isEqualTo(1);
        assertThat(line.flushes).isEqualTo(2);
        assertThat(outbox.acknowledge(2)).isEmpty();
        outbox.flush();
        assertThat(line.requests).isEqualTo(2);
        assertThat(outbox.acknowledge(4)).isEmpty();
        outbox.flush();
        assertThat(line.requests).isEqualTo(2);
    }

    @Test
    @Tag("N-118")
    void moreThanWasSentIsAViolation() {
        begin();
        submit(1, 2);
        assertThat(outbox.acknowledge(3)).hasValueSatisfying(error -> {
            assertThat(error.condition()).isEqualTo(StreamCondition.UNDEFINED_CONDITION);
            assertThat(error.specific())
                    .hasValueSatisfying(what ->
                            assertThat(what.toString()).contains("handled-count-too-high", "h='3'", "send-count='2'"));
        });
        assertThat(fates).isEmpty();
    }

    @Test
    @Tag("N-118")
    void lessThanBeforeIsAViolation() {
        begin();
        submit(1, 3);
        assertThat(outbox.acknowledge(2)).isEmpty();
        assertThat(outbox.acknowledge(1)).isPresent();
        assertThat(fates).hasSize(2);
    }

    @Test
    @Tag("N-118")
    void nothingIsAcknowledgedWhereNothingIsCounted() {
        uncounted();
        submit(1, 1);
        assertThat(outbox.acknowledge(1)).isPresent();
    }

    /** Section 4: the counter goes from 2^32 - 1 to 0. */
    @Test
    @Tag("N-118")
    void countGoesRoundAtItsModulus() {
        begin();
        outbox.startAt(StreamManagement.MODULUS - 2);
        submit(1, 4);
        assertThat(outbox.acknowledge(StreamManagement.MODULUS - 1)).isEmpty();
        assertThat(outbox.acknowledge(1)).isEmpty();
        assertThat(fates).containsExactly("1 accepted", "2 accepted", "3 accepted");
        assertThat(outbox.acknowledge(3)).isPresent();
    }

    @Test
    @Tag("N-119")
    void resumedStreamSendsWhatTheServerLacksAndThenWhatWaited() {
        begin();
        submit(1, 3);
        outbox.disconnected();
        submit(4, 5);
        Line line = resume(1);
        assertThat(line.ids).containsExactly("2", "3", "4", "5");
        assertThat(outbox.acknowledge(5)).isEmpty();
        assertThat(fates).containsExactly("1 accepted", "2 accepted", "3 accepted", "4 accepted", "5 accepted");
    }

    @Test
    @Tag("N-119")
    void resumedStreamThatCountsMoreThanWasSentIsAViolation() {
        begin();
        submit(1, 3);
        outbox.disconnected();
        assertThat(outbox.resume(new Line(), 4)).isPresent();
    }

    @Test
    void newSessionSendsWhatMayGoAgainAndNoOtherThing() {
        begin();
        submit("message", true);
        submit("request", false);
        outbox.disconnected();
        submit("waits", false);
        Line line = begin();
        assertThat(line.ids).containsExactly("message", "waits");
        assertThat(fates).containsExactly("request lost");
    }

    @Test
    void whatTheServerHadOfAStreamThatIsGoneDoesNotGoAgain() {
        begin();
        submit(1, 3);
        outbox.disconnected();
        outbox.acknowledgeLast(2);
        assertThat(begin().ids).containsExactly("3");
        assertThat(fates).containsExactly("1 accepted", "2 accepted");
    }

    /** RFC 6120 section 10.1: a server takes what comes on one stream in its order. */
    @Test
    void whereNothingIsCountedOneAnswerCoversAllBeforeIt() {
        uncounted();
        submit(1, 2);
        outbox.flush();
        submit(3, 4);
        outbox.flush();
        assertThat(echoes).hasSize(1);
        echoes.get(0).accept(true);
        assertThat(fates).containsExactly("1 accepted", "2 accepted");
        outbox.flush();
        assertThat(echoes).hasSize(2);
        echoes.get(1).accept(true);
        assertThat(fates).containsExactly("1 accepted", "2 accepted", "3 accepted", "4 accepted");
        outbox.flush();
        assertThat(echoes).as("nothing left to ask for").hasSize(2);
        assertThat(outbox.isEmpty()).isTrue();
    }

    @Test
    void whereNothingIsCountedRequestsAreFollowedByNoOther() {
        uncounted();
        submit("request", false);
        outbox.flush();
        assertThat(echoes).isEmpty();
        assertThat(outbox.isEmpty()).isTrue();
    }

    @Test
    @Tag("N-119")
    void whatWasNotAnsweredForGoesAgainAndAnAnswerOfTheOldConnectionSaysNothing() {
        uncounted();
        submit(1, 2);
        outbox.flush();
        outbox.disconnected();
        assertThat(uncounted().ids).containsExactly("1", "2");
        echoes.get(0).accept(true);
        assertThat(fates).isEmpty();
        outbox.flush();
        echoes.get(1).accept(true);
        assertThat(fates).containsExactly("1 accepted", "2 accepted");
    }

    @Test
    @Tag("LIB-08")
    void aServerThatAnswersNothingKeepsNobodyFromSending() {
        uncounted();
        submit(1, Outbox.MOST_STANZAS);
        outbox.flush();
        echoes.get(0).accept(false);
        assertThat(fates).isEmpty();
        submit(1, Outbox.MOST_STANZAS);
    }

    @Test
    void endLosesWhatIsLeft() {
        begin();
        submit(1, 1);
        outbox.disconnected();
        submit(2, 2);
        outbox.end(new DisconnectedException("over"));
        assertThat(fates).containsExactly("1 lost", "2 lost");
        assertThat(outbox.isEmpty()).isTrue();
    }

    @Test
    @Tag("LIB-08")
    void itIsBounded() {
        begin();
        submit(1, Outbox.MOST_STANZAS);
        Message more = new Message(
                StanzaHeader.EMPTY.withId("more"), MessageType.CHAT, XmlContent.empty(Stanza.CLIENT_NAMESPACE));
        assertThat(outbox.submit(new Outgoing(more, Outgoing.Fate.UNKNOWN))).isFalse();
        assertThat(outbox.acknowledge(1)).isEmpty();
        assertThat(outbox.submit(new Outgoing(more, Outgoing.Fate.UNKNOWN))).isTrue();
    }

    @Test
    @Tag("LIB-08")
    void bytesAreBoundedToo() {
        begin();
        XmlContent large = XmlContent.of(
                Stanza.CLIENT_NAMESPACE,
                List.of(Element.named(Stanza.CLIENT_NAMESPACE, "body")
                        .text("x".repeat(1 << 20))
                        .build()));
        int taken = 0;
        while (outbox.submit(new Outgoing(
                new Message(StanzaHeader.EMPTY.withId("large"), MessageType.CHAT, large), Outgoing.Fate.UNKNOWN))) {
            taken++;
        }
        assertThat(taken).isEqualTo(7);
    }

    /** RFC 6120 section 4.9.3: otherwise it would end every connection for ever. */
    @Test
    @Tag("N-120")
    void whatEndsTwoStreamsDoesNotGoAThirdTime() {
        begin();
        submit(1, 4);
        outbox.refused(StreamCondition.POLICY_VIOLATION);
        outbox.disconnected();
        Line second = resume(1);
        assertThat(second.ids).containsExactly("2");
        assertThat(outbox.acknowledge(2)).isEmpty();
        assertThat(second.ids).containsExactly("2", "3");
        outbox.refused(StreamCondition.POLICY_VIOLATION);
        outbox.disconnected();
        assertThat(fates).containsExactly("1 accepted", "2 accepted", "3 lost");
        Line third = resume(2);
        assertThat(third.ids).containsExactly("4");
        assertThat(outbox.acknowledge(3)).isEmpty();
        submit(5, 6);
        assertThat(third.ids).containsExactly("4", "5", "6");
    }

    /** A server that ends the session with the stream, and counts what it has of the next one from 0. */
    @Test
    @Tag("N-120")
    void inNewSessionsAsWell() {
        begin();
        submit(1, 3);
        outbox.refused(StreamCondition.NOT_WELL_FORMED);
        outbox.disconnected();
        assertThat(begin().ids).containsExactly("1");
        outbox.refused(StreamCondition.NOT_WELL_FORMED);
        outbox.disconnected();
        assertThat(fates).containsExactly("1 lost");
        assertThat(begin().ids).containsExactly("2");
    }

    @Test
    @Tag("N-120")
    void whereNothingIsCountedAnAnswerHasTheNextOneGo() {
        uncounted();
        submit(1, 3);
        outbox.refused(StreamCondition.INVALID_XML);
        outbox.disconnected();
        Line second = uncounted();
        outbox.flush();
        assertThat(second.ids).containsExactly("1");
        echoes.get(0).accept(true);
        outbox.flush();
        assertThat(second.ids).containsExactly("1", "2");
        outbox.refused(StreamCondition.INVALID_XML);
        outbox.disconnected();
        assertThat(fates).containsExactly("1 accepted", "2 lost");
        assertThat(uncounted().ids).containsExactly("3");
    }

    /** What is wrong with the server is nobody's fault, and what had nothing under way either. */
    @Test
    void otherEndsBlameNothing() {
        begin();
        outbox.refused(StreamCondition.POLICY_VIOLATION);
        outbox.disconnected();
        begin();
        submit(1, 2);
        for (int i = 0; i < 3; i++) {
            outbox.refused(StreamCondition.SYSTEM_SHUTDOWN);
            outbox.disconnected();
            assertThat(resume(0).ids).containsExactly("1", "2");
        }
        assertThat(fates).isEmpty();
    }

    /** Section 4: a server that says at once how far it is, and later by itself when it is further, is not asked all the time. */
    @Test
    void whoAnswersInVainIsAskedAgainLater() {
        Line line = begin();
        submit("a", false);
        outbox.flush();
        assertThat(line.requests).isEqualTo(1);
        for (int i = 0; i < 5; i++) {
            assertThat(outbox.acknowledge(0)).isEmpty();
            outbox.flush();
        }
        assertThat(later).hasSize(1);
        assertThat(line.requests).isEqualTo(1);
        submit("b", false);
        outbox.flush();
        assertThat(line.requests).as("there is something new to ask about").isEqualTo(2);
        outbox.acknowledge(1);
        outbox.flush();
        assertThat(line.requests).as("it is getting on").isEqualTo(3);
        outbox.acknowledge(1);
        outbox.flush();
        assertThat(line.requests).isEqualTo(3);
        later.get(later.size() - 1).run();
        outbox.flush();
        assertThat(line.requests).as("a while later").isEqualTo(4);
        outbox.acknowledge(2);
        outbox.flush();
        assertThat(line.requests).isEqualTo(4);
    }
}

package im.redoubt.client;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.client.line.DialFailure;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.protocol.stream.StreamCondition;
import im.redoubt.protocol.stream.StreamError;
import im.redoubt.xml.XmlContent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a session does when it may be cut off and nobody has told it: another network, a machine that slept, a program that stood still. */
final class DoubtTest {
    private static final Duration HURRY = Pace.STANDARD.hurry();

    private final Rig rig = new Rig();

    /** Returns as many failures as it takes. */
    private static DialFailure[] hour() {
        DialFailure[] failures = new DialFailure[30];
        Arrays.fill(failures, new DialFailure.Unreachable("no route"));
        return failures;
    }

    private Duration pause() {
        return ((SessionState.Offline) rig.lasting().states().now()).retryIn();
    }

    private Delivery send(String id) {
        return rig.host()
                .send(new Message(
                        StanzaHeader.EMPTY.withTo(Jid.of("bob@example.org")).withId(id),
                        MessageType.CHAT,
                        XmlContent.empty(Stanza.CLIENT_NAMESPACE)));
    }

    private List<String> messages() {
        return rig.sent().stream()
                .map(text -> Words.element(text).toElement())
                .filter(element -> element.is(Stanza.CLIENT_NAMESPACE, "message"))
                .map(element -> element.attribute("id").orElseThrow())
                .collect(Collectors.toList());
    }

    private boolean online() {
        return rig.lasting().states().now() instanceof SessionState.Online;
    }

    private boolean asked() {
        return rig.sent().stream().anyMatch(text -> text.contains("urn:xmpp:ping"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void answerToTheQuestionShowsThatTheConnectionStands(boolean counts) {
        (counts ? rig.counting() : rig).connect();
        rig.lasting().networkChanged();
        rig.answers("").advance(HURRY);
        assertThat(online()).isTrue();
        assertThat(rig.calls()).isEqualTo(1);
        assertThat(rig.counters().of(Counters.Kind.UNASKED_ANSWERS)).isZero();
    }

    /** Every request is answered (RFC 6120 section 8.2.3), if only by an error. */
    @Test
    void refusalIsAnAnswer() {
        rig.connect();
        rig.lasting().networkChanged();
        rig.refuses("service-unavailable").advance(HURRY);
        assertThat(online()).isTrue();
    }

    /** XEP-0198 section 4: who has the question is there. */
    @Test
    void acknowledgementOfTheQuestionIsAnAnswer() {
        rig.counting().connect();
        rig.lasting().networkChanged();
        rig.says("<a xmlns='urn:xmpp:sm:3' h='1'/>").advance(HURRY);
        assertThat(online()).isTrue();
        assertThat(rig.calls()).isEqualTo(1);
    }

    /** It was on its way when the network changed, and says nothing about the connection since. */
    @ParameterizedTest
    @Tag("N-123")
    @ValueSource(
            strings = {
                "<message from='bob@example.org'/>",
                "<a xmlns='urn:xmpp:sm:3' h='1'/>",
                "<r xmlns='urn:xmpp:sm:3'/>",
                "<iq type='result' id='earlier' from='example.org'/>"
            })
    void nothingElseIsAnAnswer(String arrival) {
        rig.counting().connect();
        send("one");
        rig.lasting().networkChanged();
        rig.says(arrival).advance(HURRY);
        assertThat(online()).isFalse();
    }

    @Test
    void deadConnectionIsFoundOutWhenTheNetworkChanges() {
        rig.connect();
        rig.lasting().networkChanged();
        rig.advance(HURRY.minusMillis(1));
        assertThat(online()).isTrue();
        rig.advance(Duration.ofMillis(1));
        assertThat(online()).isFalse();
    }

    /** Systems say several times that the network has changed. */
    @Test
    void itIsAskedOnceAtATimeAndNoHintMakesItWaitLonger() {
        rig.connect();
        for (int i = 0; i < 5; i++) {
            rig.lasting().networkChanged();
            rig.advance(HURRY.dividedBy(5));
        }
        assertThat(online()).isFalse();
        assertThat(rig.sent()).hasSize(1);
    }

    /** One half of a connection may be dead: that something comes does not show that what is said arrives. */
    @ParameterizedTest
    @Tag("N-122")
    @ValueSource(booleans = {false, true})
    void serverThatTalksAndDoesNotHearIsLeft(boolean hears) {
        rig.counting().connect();
        send("one");
        long seconds = Pace.STANDARD.silence().plus(Pace.STANDARD.patience()).toSeconds();
        for (long i = 0; i <= seconds && online(); i++) {
            rig.says("<message from='bob@example.org'/>" + (hears ? "<a xmlns='urn:xmpp:sm:3' h='1'/>" : ""));
            rig.advance(Duration.ofSeconds(1));
        }
        assertThat(online()).isEqualTo(hears);
    }

    @Test
    void answerOfTheConnectionBeforeIsNone() {
        rig.counting().connect();
        rig.lasting().networkChanged();
        String id = rig.lastId();
        rig.cut().resuming(0).advance(Duration.ofSeconds(2));
        assertThat(online()).isTrue();
        rig.lasting().networkChanged();
        rig.says("<iq type='result' id='" + id + "' from='example.org'/>").advance(HURRY);
        assertThat(online()).isFalse();
    }

    /** The outbox is full since the connection is dead: it is found out all the same. */
    @Test
    void thereIsRoomForTheQuestion() {
        rig.counting().connect();
        for (int i = 0; i < Outbox.MOST_STANZAS; i++) {
            send("m" + i);
        }
        rig.sent();
        rig.lasting().networkChanged();
        assertThat(asked()).isTrue();
        rig.resuming(0).advance(HURRY).advance(Duration.ofSeconds(2));
        assertThat(messages()).hasSize(Outbox.MOST_STANZAS).first().isEqualTo("m0");
    }

    /** Three hours, by a clock that goes on in sleep and by one that does not: the server has forgotten the session meanwhile. */
    @ParameterizedTest
    @Tag("N-123")
    @ValueSource(booleans = {false, true})
    void whoWakesUpAsksAtOnceAndLosesAndDoublesNothing(boolean timersGoOn) {
        rig.counting().connect();
        Delivery one = send("one");
        Delivery two = send("two");
        rig.sent();
        rig.forgetting(1);
        if (timersGoOn) {
            rig.standsStill(Duration.ofHours(3));
        } else {
            rig.sleeps(Duration.ofHours(3)).advance(Waking.EVERY);
        }
        assertThat(asked()).isTrue();
        rig.advance(HURRY);
        assertThat(online()).isFalse();
        rig.advance(Pace.STANDARD.firstPause());
        assertThat(rig.lasting().states().now())
                .isEqualTo(new SessionState.Online(Rig.ALICE.withResource("here"), false));
        assertThat(messages()).containsExactly("two");
        rig.says("<a xmlns='urn:xmpp:sm:3' h='1'/>");
        assertThat(one.accepted()).isCompleted();
        assertThat(two.accepted()).isCompleted();
        assertThat(rig.calls()).isEqualTo(2);
    }

    /** Whatever is done first after waking up notices it, before any timer does. */
    @Test
    @Tag("N-123")
    void whatIsSaidUponWakingGoesOnceOverTheNextConnection() {
        rig.counting().connect().sleeps(Duration.ofMinutes(4));
        Delivery delivery = send("late");
        assertThat(asked()).isTrue();
        rig.resuming(0).advance(HURRY).advance(Pace.STANDARD.firstPause());
        assertThat(messages()).containsExactly("late");
        rig.says("<a xmlns='urn:xmpp:sm:3' h='1'/>");
        assertThat(delivery.accepted()).isCompleted();
    }

    /** What lay in a buffer while the machine slept is read first. */
    @Test
    @Tag("N-123")
    void whatIsReadUponWakingIsNoAnswer() {
        rig.connect().sleeps(Duration.ofHours(3)).says("<message from='bob@example.org'/>");
        rig.advance(HURRY);
        assertThat(online()).isFalse();
    }

    @Test
    @Tag("N-123")
    void whoWakesUpInAPauseTriesAtOnce() {
        rig.connect().failing(hour()).cut();
        while (pause().compareTo(Duration.ofMinutes(1)) < 0) {
            rig.advance(pause());
        }
        int calls = rig.calls();
        rig.sleeps(Duration.ofHours(3)).advance(Waking.EVERY);
        assertThat(rig.calls()).isGreaterThan(calls);
        assertThat(pause()).isLessThan(Duration.ofMinutes(1));
    }

    /** A wake that is none: the connection stands, and there is one question more. */
    @Test
    @Tag("N-123")
    void timeOfDayThatIsSetEndsNothing() {
        rig.connect().sleeps(Duration.ofHours(1)).advance(Waking.EVERY).answers("");
        rig.sent();
        rig.sleeps(Duration.ofHours(-1)).advance(Waking.EVERY);
        assertThat(asked()).isFalse();
        assertThat(rig.calls()).isEqualTo(1);
    }

    @Test
    void whoDoesNotSleepIsNotAsked() {
        rig.connect().advance(Pace.STANDARD.silence().minusMillis(1));
        assertThat(asked()).isFalse();
    }

    /** Airplane mode: there was no route for an hour, and the pauses have grown; with the first hint they are short ones again. */
    @Test
    void hintMakesPausesShortAgain() {
        rig.connect().failing(hour()).cut().advance(Duration.ofMinutes(20));
        int calls = rig.calls();
        rig.lasting().networkChanged();
        assertThat(rig.calls()).isEqualTo(calls + 1);
        assertThat(pause()).isLessThanOrEqualTo(Pace.STANDARD.firstPause());
    }

    /** What is tried over the network of before may take long to fail. */
    @Test
    void hintDoesNotWaitForAnAttemptThatHangs() {
        rig.connect().hanging().cut().advance(Pace.STANDARD.firstPause());
        assertThat(rig.calls()).isEqualTo(2);
        rig.lasting().networkChanged();
        rig.lasting().networkChanged();
        assertThat(rig.calls()).isEqualTo(2);
        rig.advance(HURRY);
        assertThat(rig.calls()).isEqualTo(3);
        assertThat(online()).isTrue();
        rig.advance(Pace.STANDARD.firstPause());
        assertThat(rig.calls()).isEqualTo(3);
    }

    @Test
    void attemptThatFailsAfterAHintIsMadeAgainAtOnce() {
        rig.connect().hanging().cut().advance(Pace.STANDARD.firstPause());
        rig.lasting().networkChanged();
        rig.hangsNoMore().advance(Duration.ZERO);
        assertThat(rig.calls()).isEqualTo(3);
        assertThat(online()).isTrue();
    }

    /** RFC 6120 sections 4.9.3.14 and 4.9.3.17: it would be the same server on any network. */
    @ParameterizedTest
    @EnumSource(
            value = StreamCondition.class,
            names = {"POLICY_VIOLATION", "RESOURCE_CONSTRAINT"})
    void serverThatWantsToBeLeftAloneIs(StreamCondition condition) {
        rig.connect().ends(StreamError.of(condition));
        rig.lasting().networkChanged();
        rig.advance(Duration.ofSeconds(15));
        assertThat(rig.calls()).isEqualTo(1);
        rig.advance(Duration.ofSeconds(17));
        assertThat(rig.calls()).isEqualTo(2);
        assertThat(online()).isTrue();
    }

    @Test
    void closedSessionIsNotWokenUp() {
        List<SessionState> states = new ArrayList<>();
        rig.connect();
        rig.lasting().close();
        rig.lasting().states().feature(states::add);
        rig.sleeps(Duration.ofHours(3)).advance(Duration.ofHours(1));
        rig.lasting().networkChanged();
        assertThat(states).isEmpty();
        assertThat(rig.calls()).isEqualTo(1);
    }
}

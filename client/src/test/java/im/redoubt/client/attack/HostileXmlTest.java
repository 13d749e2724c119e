package im.redoubt.client.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import im.redoubt.client.Host;
import im.redoubt.client.Incoming;
import im.redoubt.client.Session;
import im.redoubt.client.SessionState;
import im.redoubt.client.SignInException;
import im.redoubt.client.attack.Leaks.Disclosure;
import im.redoubt.client.line.DialFailure;
import im.redoubt.protocol.stream.ClientFailure;
import im.redoubt.protocol.stream.StreamError;
import im.redoubt.testkit.hostile.HonestService;
import im.redoubt.testkit.hostile.HostileXml;
import im.redoubt.testkit.hostile.Manner;
import im.redoubt.testkit.hostile.Moment;
import im.redoubt.testkit.hostile.Recording;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** XML that no server may send ends the stream wherever it comes, and nobody sees anything of it. */
@Tag("LIB-01")
@Tag("S-1")
@Tag("S-2")
@Tag("S-3")
@Tag("S-4")
@Tag("S-5")
@Tag("S-6")
@Tag("S-9")
@Tag("S-10")
class HostileXmlTest {
    private static final List<Moment> MOMENTS =
            List.of(Moment.CLEAR_FEATURES, Moment.MECHANISMS, Moment.SESSION_FEATURES);
    private static final int HEARD = 4_096;

    static Stream<Arguments> placed() {
        return Stream.of(HostileXml.values())
                .filter(xml -> xml != HostileXml.STANZA_OF_SERVERS)
                .flatMap(xml -> MOMENTS.stream().map(moment -> Arguments.of(xml, moment)));
    }

    private static Disclosure most(Moment moment) {
        return switch (moment) {
            case CLEAR_FEATURES -> Disclosure.DOMAIN;
            case MECHANISMS -> Disclosure.HEADER;
            default -> Disclosure.PROOF;
        };
    }

    /** The parser is what ends it, for that reason: whatever came instead of features would end it as well. */
    @ParameterizedTest
    @MethodSource("placed")
    void endsTheNegotiation(HostileXml xml, Moment moment) throws InterruptedException {
        HonestService service = Range.service(Range.CLASSIC).bends(xml.before(moment));
        try (Range range = Range.of(service, Manner.Opening.STARTTLS)) {
            SignInException refusal = catchThrowableOfType(
                    SignInException.class, () -> range.client().build().open().close());
            assertThat(refusal).isNotNull();
            StreamError told = ((ClientFailure.Stopped) ((DialFailure.Failed) refusal.failure()).why())
                    .told()
                    .orElseThrow();
            assertThat(told.condition().wire()).isEqualTo(xml.condition());
            assertThat(told.text().orElseThrow()).contains(limit(xml));
            List<Recording> recordings = range.server().awaitGone(1, Range.PATIENCE);
            Leaks.assertNoMoreThan(most(moment), recordings);
            // A server that is still writing when its client goes does not hear why.
            if (xml.size() <= HEARD) {
                assertThat(said(recordings, moment)).contains(error(xml));
            }
            assertThat(service.committed()).isPositive();
            assertThat(service.begun()).isZero();
        }
    }

    /** To a parser it is a message like any other; it ends what expects features. */
    @Test
    void aStanzaOfServersIsNoFeatures() throws InterruptedException {
        for (Moment moment : MOMENTS) {
            HonestService service = Range.service(Range.CLASSIC).bends(HostileXml.STANZA_OF_SERVERS.before(moment));
            try (Range range = Range.of(service, Manner.Opening.STARTTLS)) {
                SignInException refusal = catchThrowableOfType(
                        SignInException.class,
                        () -> range.client().build().open().close());
                assertThat(((DialFailure.Failed) refusal.failure()).why())
                        .isInstanceOfAny(ClientFailure.Insecure.class, ClientFailure.Broken.class);
                Leaks.assertNoMoreThan(most(moment), range.server().awaitGone(1, Range.PATIENCE));
                assertThat(service.begun()).isZero();
            }
        }
    }

    /** Returns by which word the limit is known that has to refuse it: another one would, too, but later. */
    private static String limit(HostileXml xml) {
        return switch (xml) {
            case DEEP -> "deeper";
            case WIDE -> "attributes";
            case MANY_ELEMENTS -> "elements";
            case LONG_NAME -> "name";
            case LONG_VALUE, LONG_TEXT -> "bytes";
            case NAMESPACES -> "declarations";
            default -> "";
        };
    }

    private static String error(HostileXml xml) {
        return "<stream:error><" + xml.condition() + " xmlns='urn:ietf:params:xml:ns:xmpp-streams'/>";
    }

    private static String said(List<Recording> recordings, Moment moment) {
        return recordings.stream()
                .map(recording -> moment == Moment.CLEAR_FEATURES ? recording.inClear() : recording.overTls())
                .collect(Collectors.joining());
    }

    /** Within a session it ends the connection; what it said is never delivered, and no session begins anew because of it. */
    @ParameterizedTest
    @EnumSource(HostileXml.class)
    void endsTheConnection(HostileXml xml) throws InterruptedException {
        HonestService service = Range.service(Range.CLASSIC);
        Queue<Incoming> heard = new ConcurrentLinkedQueue<>();
        Queue<String> ends = new ConcurrentLinkedQueue<>();
        CountDownLatch offline = new CountDownLatch(1);
        try (Range range = Range.of(service, Manner.Opening.STARTTLS)) {
            try (Session session = range.client().build().open()) {
                Host host = session.get(Range.RAW);
                host.run(() -> host.onMessage(heard::add));
                session.states().add(state -> {
                    if (state instanceof SessionState.Offline gone) {
                        ends.add(gone.why());
                        offline.countDown();
                    }
                });
                service.bends(xml.before(Moment.PONG));
                Range.provoke(session);
                assertThat(offline.await(Range.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .as("the connection ended")
                        .isTrue();
                session.end();
            }
            Leaks.assertNoMoreThan(Disclosure.SESSION, range.server().awaitGone(1, Range.PATIENCE));
        }
        if (xml != HostileXml.STANZA_OF_SERVERS) { // which is refused where stanzas are read
            assertThat(ends.element()).endsWith(xml.condition());
        }
        assertThat(heard).isEmpty();
        assertThat(service.begun()).isOne();
    }
}

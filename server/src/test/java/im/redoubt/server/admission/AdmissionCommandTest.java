package im.redoubt.server.admission;

import static im.redoubt.server.fixture.Station.ALICE;
import static im.redoubt.server.fixture.Station.BOB;
import static im.redoubt.server.fixture.Station.CAROL;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.server.blocking.Blocklist;
import im.redoubt.server.blocking.Concealment;
import im.redoubt.server.feature.IqAnswer;
import im.redoubt.server.feature.Request;
import im.redoubt.server.fixture.Client;
import im.redoubt.server.fixture.Station;
import im.redoubt.server.store.Admission;
import im.redoubt.server.store.AdmissionInvitation;
import im.redoubt.server.store.InvitationToken;
import im.redoubt.server.store.TokenHash;
import im.redoubt.xml.Element;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The command (docs/admission.md), without a router: in what order a change takes effect, and what is refused. */
class AdmissionCommandTest implements Concealment {
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    private static final int MOST = 3;

    private final Station station = new Station();
    private final Client panel = station.client(ALICE, "panel");
    private final Client desk = station.client(ALICE, "desk");
    private final List<String> told = new ArrayList<>();
    private final AdmissionCommand command = new AdmissionCommand(
            new AdmissionCommand.Parts(
                    station.admissions(),
                    station.queues(),
                    station.blocklists(),
                    station.sessions(),
                    () -> NOW,
                    new SecureRandom(),
                    MOST,
                    (account, by, change, addresses) -> told.add(change + " " + account + " by "
                            + by.address().resource() + ": " + addresses + " of "
                            + desk.received().size())),
            this);

    @Override
    public void conceal(Blocklist before, Blocklist now) {
        told.add(
                "conceal " + inForce().equals(now.admission()) + desk.received().size());
    }

    @Override
    public void reveal(Blocklist before, Blocklist now) {
        told.add("reveal " + inForce().equals(now.admission()) + desk.received().size());
    }

    private Admission inForce() {
        return station.blocklists().of(ALICE).join().admission();
    }

    private static Admission listed(BareJid... addresses) {
        return Admission.Listed.of(List.of(addresses), List.of());
    }

    private static Element written(Admission admission) {
        return AdmissionForm.write(admission);
    }

    private IqAnswer asks(IqRequest.Action action, Element payload) {
        IqRequest request = IqRequest.of(action, StanzaHeader.EMPTY.withId("q"), payload);
        return command.routes().stream()
                .filter(route -> route.actions().contains(action))
                .map(route -> station.done(route.handler().handle(new Request(request, panel.session(), ALICE))))
                .findFirst()
                .orElseThrow();
    }

    private IqAnswer sets(Admission admission) {
        return asks(IqRequest.Action.SET, written(admission));
    }

    private static StanzaCondition condition(IqAnswer answer) {
        return ((IqAnswer.Refusal) answer).error().condition();
    }

    @Test
    @Tag("IOT-05")
    void aListIsInForceBeforeOthersAreToldAndBeforeItIsPushed() {
        desk.session().followAdmission();
        assertThat(sets(listed(BOB, CAROL))).isEqualTo(IqAnswer.done());
        assertThat(sets(Admission.EVERYBODY)).isEqualTo(IqAnswer.done());
        assertThat(told)
                .containsExactly(
                        "conceal true0",
                        "reveal true0",
                        "LISTED alice@localhost by panel: 2 of 1",
                        "conceal true1",
                        "reveal true1",
                        "EVERYBODY alice@localhost by panel: 0 of 2");
        assertThat(inForce()).isEqualTo(Admission.EVERYBODY);
    }

    /** Pushes go to those who asked, with an id that nobody guesses, from nobody: so from the account itself. */
    @Test
    void changesArePushedToThoseWhoAsked() {
        assertThat(asks(
                        IqRequest.Action.GET,
                        Element.named(AdmissionForm.NAMESPACE, AdmissionForm.NAME)
                                .build()))
                .isEqualTo(IqAnswer.of(written(Admission.EVERYBODY)));
        sets(listed(BOB));
        sets(listed(BOB));
        sets(listed());
        assertThat(desk.received()).isEmpty();
        assertThat(panel.received())
                .extracting(push -> ((IqRequest) push).payload())
                .containsExactly(written(listed(BOB)), written(listed()));
        assertThat(panel.received()).allSatisfy(push -> {
            assertThat(push.from()).isEmpty();
            assertThat(push.to()).contains(panel.session().address());
        });
        assertThat(panel.received()).extracting(push -> push.id().orElseThrow()).doesNotHaveDuplicates();
    }

    @Test
    @Tag("D-105")
    void whatDoesNotFitChangesNothing() {
        assertThat(condition(sets(listed(BOB, CAROL, BareJid.of("d@localhost"), BareJid.of("e@localhost")))))
                .isEqualTo(StanzaCondition.RESOURCE_CONSTRAINT);
        List<AdmissionInvitation> many = IntStream.range(0, 21)
                .mapToObj(i -> new AdmissionInvitation(
                        TokenHash.of(InvitationToken.of("token" + i)), NOW.plus(Duration.ofDays(1))))
                .toList();
        assertThat(condition(sets(Admission.Listed.of(List.of(), many))))
                .isEqualTo(StanzaCondition.RESOURCE_CONSTRAINT);
        assertThat(sets(Admission.Listed.of(List.of(), many.subList(1, 21)))).isEqualTo(IqAnswer.done());
        assertThat(station.admissions().asked()).containsOnlyOnce("replace alice@localhost");
    }

    @Test
    void anInvitationHoldsForThirtyDaysAtMost() {
        TokenHash token = TokenHash.of(InvitationToken.of("1tMFqYDdKhfe2pwp"));
        for (Duration fine : List.of(Duration.ofMillis(1), Duration.ofDays(30))) {
            assertThat(sets(Admission.Listed.of(List.of(), List.of(new AdmissionInvitation(token, NOW.plus(fine))))))
                    .isEqualTo(IqAnswer.done());
        }
        for (Duration wrong : List.of(
                Duration.ZERO, Duration.ofSeconds(-1), Duration.ofDays(30).plusMillis(1))) {
            assertThat(condition(sets(
                            Admission.Listed.of(List.of(), List.of(new AdmissionInvitation(token, NOW.plus(wrong)))))))
                    .isEqualTo(StanzaCondition.BAD_REQUEST);
        }
    }

    /** What was written is read again as it was. */
    @Test
    void whatIsWrittenIsReadAsTheSame() {
        Admission all = Admission.Listed.of(
                List.of(BOB, BareJid.of("j\u00F6rg@m\u00FCller.example")),
                List.of(new AdmissionInvitation(
                        TokenHash.of(InvitationToken.of("1tMFqYDdKhfe2pwp")), NOW.plusMillis(1_234))));
        for (Admission said : List.of(all, listed(), Admission.EVERYBODY)) {
            assertThat(AdmissionForm.read(written(said), new AdmissionForm.Bounds(MOST, 1, Duration.ofDays(30), NOW)))
                    .isEqualTo(new AdmissionForm.Reading.Said(said));
        }
    }

    /** A list of blocked addresses and this one do not change each other. */
    @Test
    void bothListsHold() {
        station.blocks().blocks(ALICE, "bob@localhost");
        sets(listed(BOB, CAROL));
        Blocklist now = station.blocklists().of(ALICE).join();
        assertThat(now.blocks(BOB)).isTrue();
        assertThat(now.blocks(CAROL)).isFalse();
        assertThat(now.blocks(BareJid.of("dora@localhost"))).isTrue();
        assertThat(now.blocks(ALICE.withResource("other"))).isFalse();
        assertThat(now.blocks(Station.DOMAIN)).isFalse();
        assertThat(now.blocks(BareJid.of("pubsub.localhost"))).isTrue();
    }
}

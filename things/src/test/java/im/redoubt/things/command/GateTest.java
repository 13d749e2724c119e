package im.redoubt.things.command;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.client.extension.Codec;
import im.redoubt.client.extension.Octets;
import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.things.command.CommandRules.Freshness;
import im.redoubt.things.key.OpeningKey;
import im.redoubt.things.key.PublicKeys;
import im.redoubt.things.key.SealingKey;
import im.redoubt.things.key.SigningKey;
import im.redoubt.xml.Element;
import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlEvent;
import im.redoubt.xml.XmlLimits;
import im.redoubt.xml.XmlParser;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A device acts on what its own people say to it now, and on nothing else. */
@Tag("IOT-06")
class GateTest {
    private static final BareJid PANEL = BareJid.of("panel@example.org");
    private static final BareJid ALICE = BareJid.of("alice@example.org");
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
    private static final Codec<SignedCommand<Disarm>> CODEC = SignedCommand.codec(Disarm.CODEC);
    private static final Octets ANSWER = Octets.copyOf(new byte[] {1});
    private static final CommandRules RULES = new CommandRules(Set.of(Role.OWNER, Role.USER), Freshness.NONCE);
    private static final CommandRules ASLEEP = new CommandRules(Set.of(Role.OWNER), Freshness.COUNTER);

    private final SecureRandom random = new SecureRandom();
    private final SigningKey key = SigningKey.make(random);
    private final SealingKey sealing = OpeningKey.make(random).sealing();
    private Peer alice = peer(Role.OWNER, Optional.empty());
    private Taken taken = Taken.NOTHING;
    private Gate gate = gate();

    private Peer peer(Role role, Optional<Hours> hours) {
        return new Peer(ALICE, new PublicKeys(key.verifying(), sealing), role, hours, Unverified.of("keypad"));
    }

    private Gate gate() {
        return new Gate(
                PANEL,
                ZoneOffset.UTC,
                address -> address.equals(ALICE) ? List.of(new Gate.Known(alice, taken)) : List.of(),
                random);
    }

    private Octets nonce() {
        return gate.nonce(ALICE, 0).orElseThrow();
    }

    private Octets octets() {
        byte[] bytes = new byte[Warrant.ID_BYTES];
        random.nextBytes(bytes);
        return Octets.copyOf(bytes);
    }

    private Warrant warrant(long counter, Optional<Octets> nonce) {
        Warrant.Times times = new Warrant.Times(NOW.minusSeconds(5), NOW.plusSeconds(60));
        return new Warrant(ALICE, PANEL, counter, times, octets(), nonce);
    }

    private SignedCommand<Disarm> disarm(Warrant warrant) {
        Disarm disarm = new Disarm(Unverified.of("471108"), Disarm.Zone.HALL);
        return SignedCommand.sign(warrant, disarm, Disarm.CODEC, key);
    }

    private SignedCommand<Disarm> fresh(long counter) {
        return disarm(warrant(counter, Optional.of(nonce())));
    }

    private static Arrival live() {
        return new Arrival(ALICE, Way.REQUEST, 0, Optional.of(NOW));
    }

    /** Decides, and remembers what is acted upon as a device does. */
    private Verdict<Disarm> decide(SignedCommand<Disarm> command) {
        Verdict<Disarm> verdict = gate.decide(live(), command, Disarm.CODEC, RULES);
        if (verdict instanceof Verdict.Act<Disarm> act) {
            taken = taken.with(
                    command.warrant().counter(),
                    new Taken.Entry(command.warrant().id(), act.digest(), ANSWER));
        }
        return verdict;
    }

    private Verdict<Disarm> act(SignedCommand<Disarm> command) {
        return new Verdict.Act<>(alice, command.digest(Disarm.CODEC));
    }

    private Verdict<Disarm> again(SignedCommand<Disarm> command) {
        Octets digest = command.digest(Disarm.CODEC);
        return new Verdict.Again<>(
                alice, digest, new Taken.Entry(command.warrant().id(), digest, ANSWER));
    }

    private Verdict<Disarm> refused(Reason reason) {
        boolean certain = reason != Reason.FORGED && reason != Reason.OTHER_TARGET;
        return new Verdict.Refused<>(reason, certain ? Optional.of(alice) : Optional.empty());
    }

    @Test
    void whatIsRightIsActedUponOnce() {
        SignedCommand<Disarm> command = fresh(1);
        assertThat(decide(command)).isEqualTo(act(command));
        assertThat(decide(command)).isEqualTo(again(command));
    }

    /** A command that is given once more, since its answer was lost, is the same one; another one by its name is none. */
    @Test
    @Tag("I-152")
    void theSameCommandAnewIsTheSame() {
        SignedCommand<Disarm> first = fresh(1);
        decide(first);
        Warrant warrant = first.warrant();
        Warrant anew = new Warrant(ALICE, PANEL, 2, warrant.times(), warrant.id(), Optional.of(nonce()));
        assertThat(decide(SignedCommand.sign(anew, first.command(), Disarm.CODEC, key)))
                .isEqualTo(again(first));
        Disarm other = new Disarm(first.command().pin(), Disarm.Zone.GARDEN);
        assertThat(decide(SignedCommand.sign(anew, other, Disarm.CODEC, key))).isEqualTo(refused(Reason.REPLAYED));
    }

    @Test
    void whoHasHoursIsObeyedInThemOnly() {
        LocalTime noon = LocalTime.NOON;
        alice = peer(Role.OWNER, Optional.of(new Hours(noon.minusHours(1), noon)));
        assertThat(decide(fresh(1))).isEqualTo(refused(Reason.WRONG_HOUR));
        alice = peer(Role.OWNER, Optional.of(new Hours(noon, noon.minusHours(1))));
        assertThat(decide(fresh(2))).isInstanceOf(Verdict.Act.class);
        Arrival unknown = new Arrival(ALICE, Way.REQUEST, 0, Optional.empty());
        assertThat(gate.decide(unknown, fresh(3), Disarm.CODEC, RULES)).isEqualTo(refused(Reason.WRONG_HOUR));
    }

    /** Two programs of one account have two keys, and counters of their own. */
    @Test
    void eachProgramOfAnAccountIsKnownByItsKey() {
        SigningKey other = SigningKey.make(random);
        Peer second = new Peer(
                ALICE, new PublicKeys(other.verifying(), sealing), Role.GUEST, Optional.empty(), Unverified.EMPTY);
        gate = new Gate(
                PANEL,
                ZoneOffset.UTC,
                address -> List.of(new Gate.Known(second, Taken.NOTHING), new Gate.Known(alice, taken)),
                random);
        assertThat(decide(fresh(1))).isInstanceOf(Verdict.Act.class);
        Warrant warrant = warrant(1, Optional.of(nonce()));
        Disarm disarm = new Disarm(Unverified.of("471108"), Disarm.Zone.HALL);
        assertThat(decide(SignedCommand.sign(warrant, disarm, Disarm.CODEC, other)))
                .isEqualTo(new Verdict.Refused<>(Reason.NOT_PERMITTED, Optional.of(second)));
    }

    @Test
    @Tag("I-144")
    void afterARestartNothingOldIsActedUpon() {
        SignedCommand<Disarm> done = fresh(1);
        SignedCommand<Disarm> waiting = fresh(2);
        decide(done);
        gate = gate();
        assertThat(decide(done)).isEqualTo(again(done));
        assertThat(decide(waiting)).isEqualTo(refused(Reason.STALE));
    }

    @Test
    @Tag("I-144")
    void whatWasGivenOutIsGoodForHalfAMinuteAndOnce() {
        SignedCommand<Disarm> late = fresh(1);
        Arrival later = new Arrival(ALICE, Way.REQUEST, Duration.ofSeconds(31).toNanos(), Optional.of(NOW));
        assertThat(gate.decide(later, late, Disarm.CODEC, RULES)).isEqualTo(refused(Reason.STALE));
        Octets nonce = nonce();
        decide(disarm(warrant(1, Optional.of(nonce))));
        assertThat(decide(disarm(warrant(2, Optional.of(nonce))))).isEqualTo(refused(Reason.STALE));
        assertThat(decide(disarm(warrant(3, Optional.empty())))).isEqualTo(refused(Reason.STALE));
        assertThat(decide(disarm(warrant(4, Optional.of(octets()))))).isEqualTo(refused(Reason.STALE));
    }

    @Test
    @Tag("I-144")
    void whatWasGivenBeforeIsNotTakenBehindWhatWasGivenLater() {
        SignedCommand<Disarm> first = fresh(1);
        SignedCommand<Disarm> second = fresh(2);
        assertThat(decide(second)).isInstanceOf(Verdict.Act.class);
        assertThat(decide(first)).isEqualTo(refused(Reason.REPLAYED));
    }

    @Test
    @Tag("I-146")
    void nobodyElseIsObeyed() {
        SignedCommand<Disarm> command = fresh(1);
        Arrival forwarded = new Arrival(BareJid.of("mallory@example.org"), Way.REQUEST, 0, Optional.of(NOW));
        assertThat(gate.decide(forwarded, command, Disarm.CODEC, RULES)).isEqualTo(refused(Reason.STRANGER));
        SigningKey other = SigningKey.make(random);
        Warrant warrant = warrant(1, Optional.of(nonce()));
        assertThat(decide(SignedCommand.sign(warrant, command.command(), Disarm.CODEC, other)))
                .isEqualTo(refused(Reason.FORGED));
        Warrant elsewhere =
                new Warrant(ALICE, BareJid.of("garage@example.org"), 1, warrant.times(), octets(), warrant.nonce());
        assertThat(decide(disarm(elsewhere))).isEqualTo(refused(Reason.OTHER_TARGET));
        alice = peer(Role.GUEST, Optional.empty());
        assertThat(decide(command)).isEqualTo(refused(Reason.NOT_PERMITTED));
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    @Tag("I-146")
    void onlyWhatComesLiveIsTakenAndWhatWasKeptWhereTheDeviceSleeps(Way way) {
        Arrival arrival = new Arrival(ALICE, way, 0, Optional.of(NOW));
        boolean live = way == Way.REQUEST || way == Way.MESSAGE;
        assertThat(gate.decide(arrival, fresh(1), Disarm.CODEC, RULES) instanceof Verdict.Act)
                .isEqualTo(live);
        assertThat(
                        gate.decide(arrival, disarm(warrant(2, Optional.empty())), Disarm.CODEC, ASLEEP)
                                instanceof Verdict.Act)
                .isEqualTo(way != Way.SECOND_HAND);
    }

    @Test
    void theTimeOfDayIsASecondFence() {
        Arrival late = new Arrival(ALICE, Way.REQUEST, 0, Optional.of(NOW.plusSeconds(60)));
        Arrival early = new Arrival(ALICE, Way.REQUEST, 0, Optional.of(NOW.minusSeconds(6)));
        Arrival unknown = new Arrival(ALICE, Way.REQUEST, 0, Optional.empty());
        assertThat(gate.decide(late, fresh(1), Disarm.CODEC, RULES)).isEqualTo(refused(Reason.EXPIRED));
        assertThat(gate.decide(early, fresh(2), Disarm.CODEC, RULES)).isEqualTo(refused(Reason.EARLY));
        assertThat(gate.decide(unknown, fresh(3), Disarm.CODEC, RULES)).isInstanceOf(Verdict.Act.class);
        assertThat(gate.decide(unknown, disarm(warrant(4, Optional.empty())), Disarm.CODEC, ASLEEP))
                .isEqualTo(refused(Reason.STALE));
    }

    /** Every byte of what is on the wire, changed and left out: none of that disarms, whatever the XML means then. */
    @Test
    @Tag("I-143")
    void noMutationOfACommandIsActedUpon() {
        SignedCommand<Disarm> right = fresh(1);
        String text = CODEC.encode(right).toString();
        int read = 0;
        int decoded = 0;
        for (int at = 0; at < text.length(); at++) {
            for (String instead : new String[] {
                "", "x", "0", " ", "<", "'", text.substring(at, at + 1).repeat(2)
            }) {
                String mutated = text.substring(0, at) + instead + text.substring(at + 1);
                Optional<Element> element = parse(mutated);
                read += element.isPresent() ? 1 : 0;
                Optional<SignedCommand<Disarm>> command =
                        element.flatMap(one -> CODEC.decode(one).fold(Optional::of, refusal -> Optional.empty()));
                if (command.isPresent() && !command.get().equals(right)) {
                    decoded++;
                    assertThat(decide(command.get())).as(mutated).isNotInstanceOf(Verdict.Act.class);
                }
            }
        }
        assertThat(read).isGreaterThan(500);
        assertThat(decoded).isGreaterThan(100);
        assertThat(decide(right)).isInstanceOf(Verdict.Act.class);
    }

    private static Optional<Element> parse(String text) {
        XmlParser parser = XmlParser.document(XmlLimits.AUTHENTICATED);
        ByteBuffer in = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        return parser.next(in) instanceof XmlEvent.Complete complete && !in.hasRemaining()
                ? Optional.of(complete.element()).map(ParsedElement::toElement)
                : Optional.empty();
    }
}

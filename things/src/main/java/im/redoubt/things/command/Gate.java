package im.redoubt.things.command;

import im.redoubt.client.extension.Codec;
import im.redoubt.client.extension.Octets;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.things.command.CommandRules.Freshness;
import im.redoubt.things.key.VerifyingKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where a device decides whether it acts on a command. Everything that is asked is asked in one place and in one order; what is not
 * answered by yes is refused.
 *
 * <p>Guarantee: {@link Verdict.Act} is said of a command that was not taken before, by whoever may give it, and is of now. Whoever acts on it
 * writes that into what is known of the peer together with what it changes.
 *
 * <p>Not thread-safe: a device takes one command behind the other.
 */
public final class Gate {
    private final BareJid device;
    private final ZoneId zone;
    private final Function<BareJid, List<Known>> peers;
    private final FreshNonces nonces;
    /**
     * The greatest counter of each peer of which he may have been told what came of it. What he gave before that is looked at no more: it
     * could be done after he was told that the command is refused. It needs not be kept, since what was given out before a restart is none.
     */
    private final Map<VerifyingKey, Long> judged = new HashMap<>();

    /**
     * A peer, and what was taken of him.
     *
     * @param peer who he is
     * @param taken what was taken
     */
    public record Known(Peer peer, Taken taken) {}

    /**
     * Makes one.
     *
     * @param device the own account
     * @param zone where the device is, for the hours of peers
     * @param peers whom the device is paired with, by their accounts
     * @param random for what is given out
     */
    public Gate(BareJid device, ZoneId zone, Function<BareJid, List<Known>> peers, SecureRandom random) {
        this.device = device;
        this.zone = zone;
        this.peers = peers;
        this.nonces = new FreshNonces(random);
    }

    /**
     * Gives out what the next command of an account has to bring back.
     *
     * @param account who asked for it
     * @param nanos the time of the device's own clock
     * @return nothing if the device was not paired with anybody of that account
     */
    public Optional<Octets> nonce(BareJid account, long nanos) {
        return peers.apply(account).isEmpty() ? Optional.empty() : Optional.of(nonces.give(account, nanos));
    }

    /**
     * Decides.
     *
     * @param arrival how the command came
     * @param signed the command
     * @param codec how it is written
     * @param rules who may give it
     */
    public <C> Verdict<C> decide(Arrival arrival, SignedCommand<C> signed, Codec<C> codec, CommandRules rules) {
        Warrant warrant = signed.warrant();
        if (!warrant.target().equals(device)) {
            return new Verdict.Refused<>(Reason.OTHER_TARGET, Optional.empty());
        }
        List<Known> candidates = peers.apply(warrant.issuer());
        if (candidates.isEmpty()) {
            return new Verdict.Refused<>(Reason.STRANGER, Optional.empty());
        }
        for (Known known : candidates) {
            if (signed.isSignedWith(known.peer().keys().verifying(), codec)) {
                Verdict<C> verdict = judge(arrival, signed, codec, rules, known);
                if (!isStale(verdict)) {
                    judged.merge(known.peer().keys().verifying(), warrant.counter(), Math::max);
                }
                return verdict;
            }
        }
        return new Verdict.Refused<>(Reason.FORGED, Optional.empty());
    }

    private static boolean isStale(Verdict<?> verdict) {
        return verdict instanceof Verdict.Refused<?> refused && refused.why() == Reason.STALE;
    }

    private <C> Verdict<C> judge(
            Arrival arrival, SignedCommand<C> signed, Codec<C> codec, CommandRules rules, Known known) {
        Warrant warrant = signed.warrant();
        Optional<Peer> giver = Optional.of(known.peer());
        if (!rules.takes(arrival.way())) {
            return new Verdict.Refused<>(Reason.WRONG_WAY, giver);
        }
        if (!arrival.sender().equals(warrant.issuer())) {
            return new Verdict.Refused<>(Reason.STRANGER, giver);
        }
        Octets digest = signed.digest(codec);
        Optional<Taken.Entry> before = known.taken().find(warrant.id());
        if (before.isPresent()) {
            return before.get().digest().equals(digest)
                    ? new Verdict.Again<>(known.peer(), digest, before.get())
                    : new Verdict.Refused<>(Reason.REPLAYED, giver);
        }
        Optional<Reason> against = against(arrival, warrant, known, rules);
        return against.isPresent()
                ? new Verdict.Refused<>(against.get(), giver)
                : new Verdict.Act<>(known.peer(), digest);
    }

    private Optional<Reason> against(Arrival arrival, Warrant warrant, Known known, CommandRules rules) {
        if (!rules.roles().contains(known.peer().role())) {
            return Optional.of(Reason.NOT_PERMITTED);
        }
        Optional<LocalTime> hour = arrival.time().map(now -> now.atZone(zone).toLocalTime());
        if (known.peer()
                .hours()
                .filter(hours -> !hour.filter(hours::contain).isPresent())
                .isPresent()) {
            return Optional.of(Reason.WRONG_HOUR);
        }
        Optional<Reason> time = arrival.time().flatMap(now -> against(now, warrant.times()));
        if (time.isPresent()) {
            return time;
        }
        long judgedBefore = judged.getOrDefault(known.peer().keys().verifying(), 0L);
        if (warrant.counter() <= Math.max(known.taken().counter(), judgedBefore)) {
            return Optional.of(Reason.REPLAYED);
        }
        return isOfNow(arrival, warrant, rules) ? Optional.empty() : Optional.of(Reason.STALE);
    }

    private static Optional<Reason> against(Instant now, Warrant.Times times) {
        if (now.isBefore(times.notBefore())) {
            return Optional.of(Reason.EARLY);
        }
        return now.isBefore(times.expiry()) ? Optional.empty() : Optional.of(Reason.EXPIRED);
    }

    /** What was given out is enough without the time of day; without it the time of day must be known. */
    private boolean isOfNow(Arrival arrival, Warrant warrant, CommandRules rules) {
        return rules.freshness() == Freshness.NONCE
                ? warrant.nonce()
                        .filter(nonce -> nonces.use(warrant.issuer(), nonce, arrival.nanos()))
                        .isPresent()
                : arrival.time().isPresent();
    }
}

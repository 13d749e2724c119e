package im.redoubt.things.command;

import im.redoubt.client.extension.Codec;
import im.redoubt.client.extension.Octets;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.things.command.CommandRules.Freshness;
import im.redoubt.things.command.Verdict.Reason;
import im.redoubt.things.key.VerifyingKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where a device decides whether it acts on a command. Everything that is asked is asked in one place and in one order; what is not
 * answered by yes is refused.
 *
 * <p>Guarantee: of one command {@link Verdict.Act} is said once, over restarts too; the journal has it before it is said.
 *
 * <p>Not thread-safe: a device takes one command behind the other.
 */
public final class Gate {
    private final BareJid device;
    private final Function<BareJid, Optional<Peer>> peers;
    private final Journal journal;
    private final FreshNonces nonces;

    /**
     * Makes one.
     *
     * @param device the own account
     * @param peers whom the device is paired with, by their accounts
     * @param journal what was taken before
     * @param random for what is given out
     */
    public Gate(BareJid device, Function<BareJid, Optional<Peer>> peers, Journal journal, SecureRandom random) {
        this.device = device;
        this.peers = peers;
        this.journal = journal;
        this.nonces = new FreshNonces(random);
    }

    /**
     * Gives out what the next command of a peer has to bring back.
     *
     * @param peer who asked for it
     * @param nanos the time of the device's own clock
     */
    public Octets nonce(Peer peer, long nanos) {
        return nonces.give(peer.key(), nanos);
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
        if (!rules.takes(arrival.way())) {
            return new Verdict.Refused<>(Reason.WRONG_WAY);
        }
        if (!warrant.target().equals(device)) {
            return new Verdict.Refused<>(Reason.OTHER_TARGET);
        }
        Optional<Peer> known = peers.apply(warrant.issuer());
        if (!known.isPresent() || !arrival.sender().equals(warrant.issuer())) {
            return new Verdict.Refused<>(Reason.STRANGER);
        }
        Peer peer = known.get();
        if (!signed.isSignedWith(peer.key(), codec)) {
            return new Verdict.Refused<>(Reason.FORGED);
        }
        Octets digest = signed.digest(codec);
        Optional<Journal.Entry> before = journal.find(peer.key(), warrant.id());
        if (before.isPresent()) {
            return before.get().digest().equals(digest)
                    ? new Verdict.Again<>(before.get().stage())
                    : new Verdict.Refused<>(Reason.REPLAYED);
        }
        Optional<Reason> against = against(arrival, warrant, peer, rules);
        if (against.isPresent()) {
            return new Verdict.Refused<>(against.get());
        }
        journal.begin(peer.key(), warrant, digest);
        return new Verdict.Act<>(peer, signed.command());
    }

    private Optional<Reason> against(Arrival arrival, Warrant warrant, Peer peer, CommandRules rules) {
        if (!rules.roles().contains(peer.role())) {
            return Optional.of(Reason.NOT_PERMITTED);
        }
        Optional<Reason> time = arrival.time().flatMap(now -> against(now, warrant.times()));
        if (time.isPresent()) {
            return time;
        }
        if (warrant.counter() <= journal.counter(peer.key())) {
            return Optional.of(Reason.REPLAYED);
        }
        return isOfNow(arrival, warrant, peer.key(), rules) ? Optional.empty() : Optional.of(Reason.STALE);
    }

    private static Optional<Reason> against(Instant now, Warrant.Times times) {
        if (now.isBefore(times.notBefore())) {
            return Optional.of(Reason.EARLY);
        }
        return now.isBefore(times.expiry()) ? Optional.empty() : Optional.of(Reason.EXPIRED);
    }

    /** What was given out is enough without the time of day; without it the time of day must be known. */
    private boolean isOfNow(Arrival arrival, Warrant warrant, VerifyingKey key, CommandRules rules) {
        return rules.freshness() == Freshness.NONCE
                ? warrant.nonce()
                        .filter(nonce -> nonces.use(key, nonce, arrival.nanos()))
                        .isPresent()
                : arrival.time().isPresent();
    }
}

package im.redoubt.things;

import im.redoubt.client.Host;
import im.redoubt.client.Incoming;
import im.redoubt.client.Listeners;
import im.redoubt.client.Pending;
import im.redoubt.client.clock.EntityTime;
import im.redoubt.client.presence.Presences;
import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.things.command.Peer;
import im.redoubt.things.command.Way;
import im.redoubt.things.key.Digest;
import im.redoubt.things.memory.DeviceMemory;
import im.redoubt.things.memory.Member;
import im.redoubt.things.pairing.DevicePairing;
import im.redoubt.things.pairing.PairingCode;
import im.redoubt.things.pairing.Welcome;
import im.redoubt.things.vocabulary.Reading;
import im.redoubt.xml.Element;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * How others are paired with a device, by somebody who stands before it: see {@link DevicePairing}.
 *
 * @param <S> the state of what the device is for
 */
public final class DeviceMeeting<S extends Reading> {
    private final Host host;
    private final DeviceCore<S> core;
    private final Worker worker;
    private final DevicePairing pairing;
    private final Presences presences;
    private final EntityTime time;
    private final Doorkeeper<S> door;
    private final Listeners<DevicePairing.Met> met;
    private final Runnable paired;
    private final Supplier<DeviceMemory<S>> first;
    private final SecureRandom random = new SecureRandom();

    /**
     * How it meets others.
     *
     * @param name what it calls itself
     * @param paired is run in the session's own order when somebody is a peer from now on
     * @param first what a new device keeps: each time with new keys
     */
    record Ways<S>(Unverified name, Runnable paired, Supplier<DeviceMemory<S>> first) {}

    DeviceMeeting(Host host, DeviceCore<S> core, Worker worker, Doorkeeper<S> door, Ways<S> ways) {
        this.host = host;
        this.core = core;
        this.worker = worker;
        this.paired = ways.paired();
        this.first = ways.first();
        this.pairing = new DevicePairing(core.device(), ways.name());
        this.presences = host.require(Presences.FEATURE);
        this.time = host.require(EntityTime.FEATURE);
        this.door = door;
        this.met = host.listeners();
    }

    /**
     * Has the device show a code.
     *
     * @param place what whoever uses it becomes
     * @return what is shown, good for {@link DevicePairing#GOOD}; an earlier one is good no more
     */
    public Pending<PairingCode> show(DevicePairing.Place place) {
        Pending<Boolean> timed = new Pending<>();
        time.of(BareJid.of("", host.account().domain())).whenDone((there, failure) -> {
            if (there != null) {
                core.clock().hear(there.toInstant());
            }
            timed.complete(there != null);
        });
        return timed.then(known -> worker.begin(() -> {
                    PairingCode code =
                            PairingCode.make(core.device(), core.memory().keys().shown(), random);
                    pairing.open(code, place, core.clock().nanos());
                    return code;
                }))
                .then(code -> door.open(code.token(core.clock().atLeast().plus(DevicePairing.GOOD)))
                        .map(listed -> code));
    }

    /** Returns who hears of somebody that knows the code: now the number that he sees is to be compared. */
    public Listeners<DevicePairing.Met> met() {
        return met;
    }

    /**
     * Somebody who stands before the device says which number the controller shows.
     *
     * @param typed the number
     * @return who is a peer from now on; nothing if it is another number: then begin anew
     */
    public Pending<Optional<Peer>> confirm(String typed) {
        return worker.begin(() -> {
            Optional<Peer> peer = pairing.confirm(typed, core.clock().nanos()).map(this::welcome);
            door.close();
            return peer;
        });
    }

    /** Takes nobody any more, and forgets whoever waits to be confirmed. */
    public Pending<Boolean> close() {
        return worker.begin(() -> {
            pairing.close();
            door.close();
            return true;
        });
    }

    /**
     * Has somebody be a peer no more.
     *
     * @return whether he was one
     */
    public Pending<Boolean> remove(Peer peer) {
        return worker.begin(() -> {
            DeviceMemory<S> before = core.memory();
            List<Member> left = new ArrayList<>(before.members());
            boolean removed = left.removeIf(member -> member.peer().keys().equals(peer.keys()));
            core.become(before.with(left));
            if (left.stream().noneMatch(member -> member.peer().address().equals(peer.address()))) {
                presences.deny(peer.address());
                presences.unsubscribe(peer.address());
            }
            door.close();
            return removed;
        });
    }

    /**
     * Gives the device away, by somebody who stands before it: it forgets everybody, its PIN, its events and its keys, makes new keys, and is
     * as it was made. Whoever was paired with it is not any more, whatever he kept.
     *
     * @return when that is on the disk
     */
    public Pending<Boolean> giveAway() {
        return worker.begin(() -> {
            Set<BareJid> before = new HashSet<>();
            core.memory().members().forEach(member -> before.add(member.peer().address()));
            pairing.close();
            core.beginAnew(first.get());
            before.forEach(account -> {
                presences.deny(account);
                presences.unsubscribe(account);
            });
            door.close();
            return true;
        });
    }

    private Peer welcome(DevicePairing.Met one) {
        Welcome welcome = core.welcome(one.peer());
        presences.approve(one.peer().address());
        presences.subscribe(one.peer().address());
        host.run(paired);
        host.send(Words.normal(
                one.at(),
                core.sign(
                        welcome,
                        Welcome.CODEC,
                        Digest.of(one.peer().keys().verifying().bytes().toByteArray()))));
        return one.peer();
    }

    /** Takes the introduction of a controller. Returns whether it is one. */
    boolean take(Incoming incoming, Element element) {
        if (!DevicePairing.isIntroduction(element)) {
            return false;
        }
        Jid from = incoming.from();
        if (Words.way(incoming) == Way.MESSAGE) {
            worker.run(() -> {
                Optional<Element> answer = pairing.meet(
                        from,
                        element,
                        core.memory().keys().shown(),
                        core.clock().nanos());
                answer.ifPresent(own -> {
                    host.send(Words.normal(from, own));
                    pairing.met().ifPresent(met::tell);
                });
            });
        }
        return true;
    }
}

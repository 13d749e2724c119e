package im.redoubt.things;

import im.redoubt.client.Host;
import im.redoubt.client.Incoming;
import im.redoubt.client.Listeners;
import im.redoubt.client.Pending;
import im.redoubt.client.invitation.Invitation;
import im.redoubt.client.invitation.Invitations;
import im.redoubt.client.presence.Presences;
import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.address.Jid;
import im.redoubt.things.command.Peer;
import im.redoubt.things.command.Taken;
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
import java.util.List;
import java.util.Optional;

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
    private final Invitations invitations;
    private final Listeners<DevicePairing.Met> met;
    private final Runnable paired;
    private final SecureRandom random = new SecureRandom();

    DeviceMeeting(Host host, DeviceCore<S> core, Worker worker, Unverified name, Runnable paired) {
        this.host = host;
        this.core = core;
        this.worker = worker;
        this.paired = paired;
        this.pairing = new DevicePairing(core.device(), name);
        this.presences = host.require(Presences.FEATURE);
        this.invitations = host.require(Invitations.FEATURE);
        this.met = host.listeners();
    }

    /**
     * Has the device show a code.
     *
     * @param place what whoever uses it becomes
     * @return what is shown, good for {@link DevicePairing#GOOD}; an earlier one is good no more
     */
    public Pending<PairingCode> show(DevicePairing.Place place) {
        Pending<Optional<Invitation>> token = new Pending<>();
        invitations
                .inviteContact()
                .whenDone((made, refused) ->
                        token.complete(made == null ? Optional.empty() : Optional.of(made.invitation())));
        return token.then(known -> worker.begin(() -> {
            PairingCode code = PairingCode.make(core.device(), known, random);
            pairing.open(code, place, core.clock().nanos());
            return code;
        }));
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
        return worker.begin(() -> pairing.confirm(typed, core.clock().nanos()).map(this::welcome));
    }

    /** Takes nobody any more, and forgets whoever waits to be confirmed. */
    public Pending<Boolean> close() {
        return worker.begin(() -> {
            pairing.close();
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
            return removed;
        });
    }

    private Peer welcome(DevicePairing.Met one) {
        DeviceMemory<S> before = core.memory();
        List<Member> members = new ArrayList<>(before.members());
        members.removeIf(member -> member.peer().keys().equals(one.peer().keys()));
        if (members.size() == DeviceMemory.MOST_MEMBERS) {
            throw new IllegalStateException("a device has " + DeviceMemory.MOST_MEMBERS + " peers at most; remove one");
        }
        members.add(new Member(one.peer(), Taken.NOTHING, 0, before.events().next() - 1));
        core.become(before.with(members));
        presences.approve(one.peer().address());
        presences.subscribe(one.peer().address());
        host.run(paired);
        Welcome welcome = new Welcome(one.peer().role(), before.events().next() - 1);
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

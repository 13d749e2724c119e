package im.redoubt.client.room;

import im.redoubt.client.ClientException;
import im.redoubt.client.Counters;
import im.redoubt.client.DisconnectedException;
import im.redoubt.client.Host;
import im.redoubt.client.Pending;
import im.redoubt.client.RefusedException;
import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.Presence;
import im.redoubt.protocol.stanza.PresenceType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.protocol.stanza.StanzaError;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An account's stay in a room:
 *
 * <ol>
 *   <li>the room is asked what it can do, since what only some rooms vouch for is not believed of others;
 *   <li>a presence asks to be let in, and the room shows who is there, this account last;
 *   <li>the account is in, until the room shows that it is not. When the session or the room has lost it, it comes back by itself,
 *       beginning with the first step.
 * </ol>
 *
 * Everything happens in the session's order, but for what is read.
 */
final class Stay {
    /** How long a room may take to let somebody in or out. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int SELF = 110;
    private static final int RENAMED_BY_ROOM = 210;
    private static final int RENAMED = 303;

    private final Room room;
    private final Host host;
    private final Roll roll = new Roll(Room.MOST_OCCUPANTS);
    private final Talk talk;
    private final Silence silence;
    private final Waiting entering;
    private final Waiting renaming;
    private final Waiting leaving;
    private volatile RoomEntry entry;
    private volatile RoomTraits traits = RoomTraits.UNKNOWN;
    private volatile Step step = Step.WAITING;
    private boolean online;

    /** Where it stands. */
    enum Step {
        /** There is no connection. */
        WAITING,
        /** The room was asked what it can do. */
        ASKING,
        /** The room was asked to let one in. */
        ENTERING,
        /** One is in. */
        INSIDE,
        /** One is not in any more. */
        OVER
    }

    Stay(Room room, Host host, RoomEntry entry) {
        this.room = room;
        this.host = host;
        this.entry = entry;
        this.talk = new Talk(room, host, roll, room::tell);
        this.silence = new Silence(host, () -> this.entry.place(), this::lost);
        this.entering = new Waiting(host);
        this.renaming = new Waiting(host);
        this.leaving = new Waiting(host);
    }

    Step step() {
        return step;
    }

    RoomTraits traits() {
        return traits;
    }

    FullJid place() {
        return entry.place();
    }

    Occupants occupants() {
        return roll.snapshot();
    }

    Talk talk() {
        return talk;
    }

    /** Begins, now or as soon as there is a connection. */
    void enter(Pending<Room> result, boolean now) {
        entering.begin(result);
        online = now;
        if (now) {
            ask();
        }
    }

    /** There is a connection again. */
    void online(boolean resumed) {
        online = true;
        if (step == Step.WAITING) {
            ask();
        } else if (step == Step.INSIDE && resumed) {
            silence.ask();
        } else if (step == Step.INSIDE) {
            lost();
        }
    }

    void offline() {
        online = false;
        silence.end();
        entering.pause();
        if (leaving.isUnderWay()) {
            over(Departure.LEFT, new DisconnectedException("the connection ended"));
        } else if (step != Step.INSIDE) {
            step = Step.WAITING;
        }
        renaming.fail(new DisconnectedException("the connection ended before the room answered"));
    }

    /** One is not in any more, and nobody meant that. */
    private void lost() {
        if (step == Step.INSIDE) {
            silence.end();
            ask();
        }
    }

    private void ask() {
        step = Step.ASKING;
        entering.limit(() -> over(Departure.of(Departure.Cause.FAULT), late()));
        askTraits();
    }

    /** The room is set otherwise. */
    void reconfigured() {
        askTraits();
    }

    private void askTraits() {
        Element query = Element.named(RoomTraits.INFO, "query").build();
        host.request(IqRequest.Action.GET, Optional.of(room.address()), query)
                .whenDone((said, failure) -> host.run(() -> {
                    traits = failure == null ? RoomTraits.of(said) : RoomTraits.UNKNOWN;
                    if (step == Step.ASKING) {
                        askToEnter();
                    }
                }));
    }

    private void askToEnter() {
        step = Step.ENTERING;
        roll.clear();
        talk.begin();
        RoomEntry wanted = talk.heard().map(entry::since).orElse(entry);
        send(PresenceType.AVAILABLE, entry.place(), Collections.singletonList(wanted.element()));
    }

    private void send(PresenceType type, FullJid to, List<Element> content) {
        host.send(new Presence(StanzaHeader.EMPTY.withTo(to), type, XmlContent.of(Stanza.CLIENT_NAMESPACE, content)));
    }

    /** Calls oneself in another way (section 7.6). */
    void rename(FullJid place, Pending<Room> result) {
        if (step != Step.INSIDE || !online || renaming.isUnderWay()) {
            result.completeExceptionally(new ClientException("wait until one is in the room and it has answered"));
            return;
        }
        renaming.begin(result);
        renaming.limit(() -> renaming.fail(late()));
        send(PresenceType.AVAILABLE, place, Collections.emptyList());
    }

    void leave(Pending<Room> result) {
        boolean there = online && (step == Step.INSIDE || step == Step.ENTERING);
        leaving.begin(result);
        if (there) {
            leaving.limit(() -> over(Departure.LEFT, late()));
            send(PresenceType.UNAVAILABLE, entry.place(), Collections.emptyList());
        } else {
            over(Departure.LEFT, new ClientException("the room was left before it was joined"));
        }
    }

    private static ClientException late() {
        return new DisconnectedException("the room did not answer within " + PATIENCE);
    }

    /** Takes a presence of the room's address, with any nickname. */
    void presence(Presence presence) {
        if (step != Step.ENTERING && step != Step.INSIDE) {
            return;
        }
        Jid from = presence.from().orElseThrow(IllegalStateException::new);
        XmlContent content = presence.content();
        silence.heard();
        if (presence.isError()) {
            refused(from, new RefusedException(StanzaError.conditionIn(presence)));
        } else if (from instanceof FullJid place) {
            if (MucUser.isForged(content)) {
                host.counters().count(Counters.Kind.FORGERIES);
            }
            Optional<MucUser> said = MucUser.in(content);
            if (presence.type() == PresenceType.AVAILABLE) {
                shown(place, said, content);
            } else if (presence.type() == PresenceType.UNAVAILABLE) {
                gone(place, said);
            }
        }
    }

    /** A refusal comes from where one wanted to be, or from the room. */
    private void refused(Jid from, RefusedException why) {
        boolean own = from.isBare() || from.equals(entry.place());
        if (step == Step.ENTERING && own) {
            over(Departure.of(Departure.Cause.REFUSED), why);
        } else if (step == Step.INSIDE) {
            renaming.fail(why);
        }
    }

    private void shown(FullJid place, Optional<MucUser> said, XmlContent content) {
        Set<Integer> codes = said.map(MucUser::codes).orElseGet(Collections::emptySet);
        Optional<OccupantId> id = traits.givesOccupantIds() ? OccupantId.in(content) : Optional.empty();
        Optional<Occupant> before = roll.find(place);
        Optional<Occupant> after = roll.put(place, MucRights.of(said), id);
        if (step == Step.ENTERING) {
            boolean self = codes.contains(SELF) && (place.equals(entry.place()) || codes.contains(RENAMED_BY_ROOM));
            if (self) {
                entry = entry.at(place);
                inside(codes);
            }
            return;
        }
        if (place.equals(entry.place())) {
            renaming.done(room);
        }
        after.ifPresent(now -> changed(before, now));
    }

    private void changed(Optional<Occupant> before, Occupant now) {
        if (!before.isPresent()) {
            room.tell(new RoomEvent.Entered(room, now));
        } else if (!before.get().isAs(now)) {
            room.tell(new RoomEvent.Changed(room, before.get(), now));
        }
    }

    private void inside(Set<Integer> codes) {
        step = Step.INSIDE;
        silence.begin();
        room.tell(new RoomEvent.Joined(room, codes));
        entering.done(room);
    }

    private void gone(FullJid place, Optional<MucUser> said) {
        boolean self = place.equals(entry.place());
        Optional<FullJid> renamed = said.filter(user -> user.codes().contains(RENAMED))
                .flatMap(user -> FullJid.parse(room.address(), user.nickname()));
        if (renamed.isPresent()) {
            entry = self ? entry.at(renamed.get()) : entry;
            Optional<Occupant> before = roll.find(place);
            Optional<Occupant> after = roll.rename(place, renamed.get());
            before.ifPresent(old -> after.ifPresent(now -> room.tell(new RoomEvent.Renamed(room, old, now))));
            return;
        }
        Departure why = said.map(Departure::of).orElse(Departure.LEFT);
        if (self) {
            over(why, new RefusedException(StanzaCondition.NOT_ALLOWED));
        } else {
            Optional<Occupant> occupant = roll.remove(place);
            if (step == Step.INSIDE) {
                occupant.ifPresent(one -> room.tell(new RoomEvent.Gone(room, one, why)));
            }
        }
    }

    /** It is over, and who still waits hears why. */
    private void over(Departure departure, ClientException why) {
        if (step == Step.OVER) {
            return;
        }
        boolean neverInside = entering.isUnderWay();
        step = Step.OVER;
        silence.end();
        roll.clear();
        room.isOver();
        if (!neverInside) {
            room.tell(new RoomEvent.Left(room, departure));
        }
        entering.fail(why);
        renaming.fail(why);
        leaving.done(room);
    }

    /** Hears that the room says something, and returns whether it may be believed. */
    boolean listens() {
        silence.heard();
        return step == Step.INSIDE;
    }
}

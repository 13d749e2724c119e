package im.redoubt.client.room;

import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.address.Jid;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Something that happened in a room that was joined. */
public sealed interface RoomEvent {
    /** Returns where. */
    Room room();

    /**
     * This account is in the room.
     *
     * @param codes what the room says of itself (XEP-0045 section 15.6.2): 100 that everybody sees real addresses, 170 that it
     *     writes down what is said, 201 that it was made just now
     */
    record Joined(Room room, Set<Integer> codes) implements RoomEvent {
        /** Copies the set. */
        public Joined {
            codes = Collections.unmodifiableSet(new HashSet<>(codes));
        }
    }

    /**
     * This account is not in the room any more.
     *
     * @param departure why
     */
    record Left(Room room, Departure departure) implements RoomEvent {}

    /**
     * Somebody came.
     *
     * @param occupant who
     */
    record Entered(Room room, Occupant occupant) implements RoomEvent {}

    /**
     * Somebody went.
     *
     * @param occupant who, as he was
     * @param departure why
     */
    record Gone(Room room, Occupant occupant, Departure departure) implements RoomEvent {}

    /**
     * Somebody may do more or less than before.
     *
     * @param before as he was
     * @param after as he is now
     */
    record Changed(Room room, Occupant before, Occupant after) implements RoomEvent {}

    /**
     * Somebody calls himself in another way.
     *
     * @param before as he was
     * @param after as he is now, of the same {@link Occupant#author}
     */
    record Renamed(Room room, Occupant before, Occupant after) implements RoomEvent {}

    /**
     * Somebody said something.
     *
     * @param message what
     */
    record Said(Room room, RoomMessage message) implements RoomEvent {}

    /**
     * A message was taken back (XEP-0424): by its author, who is the one whom the room vouched for then, or by the room for one of its
     * moderators (XEP-0425).
     *
     * @param stanzaId the identifier that the room gave it
     * @param byModerator whether it was not its author
     * @param reason why
     */
    record Withdrawn(Room room, Unverified stanzaId, boolean byModerator, Optional<Unverified> reason)
            implements RoomEvent {}

    /**
     * The room has a subject, an empty one perhaps.
     *
     * @param subject what it says
     * @param by by which nickname it was set, empty for the room
     */
    record SubjectSet(Room room, Unverified subject, Unverified by) implements RoomEvent {}

    /**
     * The room is set otherwise.
     *
     * @param codes what changed (XEP-0045 section 10.2.1): 170 and 171 whether it writes down what is said, 172 to 174 who sees real
     *     addresses, 104 anything else
     */
    record Reconfigured(Room room, Set<Integer> codes) implements RoomEvent {
        /** Copies the set. */
        public Reconfigured {
            codes = Collections.unmodifiableSet(new HashSet<>(codes));
        }
    }

    /**
     * Somebody does not come who was invited, as the room says.
     *
     * @param by who
     * @param reason why
     */
    record InvitationDeclined(Room room, Optional<Jid> by, Optional<Unverified> reason) implements RoomEvent {}
}

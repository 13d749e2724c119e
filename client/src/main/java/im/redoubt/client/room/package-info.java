/**
 * Rooms for many (XEP-0045), with invitations (XEP-0249), the check whether one is still there (XEP-0410) and identifiers of occupants
 * (XEP-0421).
 *
 * <p>Guarantee: what a room says is believed from the room's own address, what an occupant says from that address with his nickname,
 * and both of a room that was joined only; nobody but the room itself says who has which right, who one is, or that one is not there
 * any more. An invitation is a value and never joins anything.
 *
 * <p>All state changes in the session's order; what the application asks for may be asked for on any thread.
 */
@NullMarked
package im.redoubt.client.room;

import org.jspecify.annotations.NullMarked;

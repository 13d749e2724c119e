package im.redoubt.server.store;

import java.util.Optional;

/**
 * A stanza that a session was still to handle when the server stopped.
 *
 * @param place how far it was
 * @param sentAt when it was sent, in milliseconds since 1970
 * @param claim who answers for it if the client does not come back
 * @param content the stanza, header and all, as canonical XML
 */
public record HibernatedStanza(Place place, long sentAt, Claim claim, Blob content) {
    /** How far a stanza was. */
    public enum Place {
        /** Written and not acknowledged. */
        SENT(1),
        /** Not written. */
        WAITING(2),
        /** A message that waits behind older ones. */
        HELD(3);

        private final int code;

        Place(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }

        static Place ofCode(int code) {
            for (Place place : values()) {
                if (place.code == code) {
                    return place;
                }
            }
            throw new IllegalArgumentException("no such place: " + code);
        }
    }

    /**
     * Who answers for a stanza.
     *
     * @param group a number that all stanzas have that are one message to several sessions, 0 where it was sent to this one alone
     * @param left how many sessions have not lost it
     * @param owed under which id it is kept until one of them has it, if it is
     */
    public record Claim(int group, int left, Optional<MessageId> owed) {}
}

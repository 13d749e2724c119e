package im.redoubt.server.store;

import java.time.Instant;

/**
 * A token that an account has given away: whoever shows it first is let in.
 *
 * @param token what the server knows of it
 * @param until when it ends, in whole milliseconds
 */
public record AdmissionInvitation(TokenHash token, Instant until) {
    /** Drops what is less than a millisecond. */
    public AdmissionInvitation {
        until = Instant.ofEpochMilli(until.toEpochMilli());
    }
}

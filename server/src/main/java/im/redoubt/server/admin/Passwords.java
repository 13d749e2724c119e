package im.redoubt.server.admin;

import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.SaslPrep;

/** Prepares passwords before anything is derived from them (RFC 5802 section 2.2). */
public final class Passwords {
    /** Below so many characters a password deserves a warning. */
    public static final int SHORT_CHARACTERS = 10;

    /** More characters than this are refused: nobody types them, and some client would cut them. */
    public static final int MOST_CHARACTERS = 1_023;

    private Passwords() {}

    /**
     * Prepares a password.
     *
     * @param password what somebody typed; the caller erases it
     * @return the prepared password, to be closed by the caller
     * @throws AdministrationException {@code BAD_PASSWORD} when it is empty, too long, or has characters that SASLprep
     *     forbids; the message has nothing of it
     */
    public static Secret prepare(char[] password) {
        if (password.length == 0) {
            throw bad("is empty.");
        }
        if (password.length > MOST_CHARACTERS) {
            throw bad("has more than " + MOST_CHARACTERS + " characters; take a shorter one.");
        }
        String prepared = SaslPrep.prepare(password)
                .orElseThrow(() -> bad("has characters that clients cannot send; take letters, digits and signs."));
        if (prepared.isEmpty()) {
            throw bad("is empty.");
        }
        return Secret.utf8(prepared.toCharArray());
    }

    private static AdministrationException bad(String what) {
        return new AdministrationException(AdministrationProblem.BAD_PASSWORD, "The password " + what);
    }
}

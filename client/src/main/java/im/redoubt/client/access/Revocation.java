package im.redoubt.client.access;

/** What became of a client's access. */
public enum Revocation {
    /** It cannot get at the account any more. */
    COMPLETE,
    /** It signed in with the password and so can again, until that is changed. */
    PASSWORD_KNOWN
}

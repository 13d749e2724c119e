package im.redoubt.server.admin;

/** Whether an account can sign in with SCRAM-SHA-1, which some programs need. */
public enum OldClients {
    /** A new account as {@code accounts.old_clients} says; an existing one as before. */
    AS_CONFIGURED,
    /** It can. */
    ALLOW,
    /** It cannot. */
    FORBID
}

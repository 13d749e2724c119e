package im.redoubt.server.event;

/** What an administrator can do that others may want to know of. */
public enum AdministrationAction {
    /** An account was made. */
    ACCOUNT_ADDED,
    /** An account and all that belonged to it was removed. */
    ACCOUNT_REMOVED,
    /** An account got another password. */
    PASSWORD_CHANGED,
    /** An account's role was changed. */
    ROLE_CHANGED,
    /** A session was ended. */
    SESSION_ENDED,
    /** A client lost its tokens and sessions. */
    CLIENT_REVOKED,
    /** An invitation was made. */
    INVITE_CREATED,
    /** An invitation was used to register. */
    INVITE_USED,
    /** The accounts were listed. */
    ACCOUNTS_LISTED,
    /** Accounts were imported from a file. */
    ACCOUNTS_IMPORTED,
    /** There is an administrator who was none when the service last looked. */
    ADMINISTRATOR_ADDED,
    /** Somebody is no administrator any more who was one when the service last looked. */
    ADMINISTRATOR_REMOVED,
    /** A message that a filter keeps aside was read. */
    MESSAGE_SHOWN,
    /** A message that a filter kept aside was delivered. */
    MESSAGE_RELEASED,
    /** A message that a filter kept aside was forgotten. */
    MESSAGE_DROPPED
}

package im.redoubt.server.store;

/** Why the store refuses a request. */
public enum Refusal {
    /** There is already an account of this address. */
    ACCOUNT_EXISTS,
    /** There is no account of this address. */
    NO_ACCOUNT,
    /** The offline messages of the recipient reached their number or size. */
    OFFLINE_FULL,
    /** Its sender has sent it before, within a day, under the same id: it is there already. */
    REPEATED,
    /** The roster has as many contacts as it may. */
    ROSTER_FULL,
    /** As many subscription requests wait as may. */
    REQUESTS_FULL,
    /** The account blocks as many addresses as it may. */
    BLOCKLIST_FULL,
    /** The account hears as many others as it may, or gave away as many tokens. */
    ADMISSION_FULL,
    /** The private data has as many elements or bytes as it may. */
    PRIVATE_DATA_FULL,
    /** As many messages are kept aside as may be, of this sender or in all. */
    QUARANTINE_FULL,
    /** The value is larger than one may be. */
    TOO_LARGE,
    /** There is already a node of this name. */
    NODE_EXISTS,
    /** There is no node of this name. */
    NO_NODE,
    /** There is no item of this name. */
    NO_ITEM,
    /** The node is not as it was expected to be. */
    NODE_DIFFERS,
    /** The account has as many nodes, or as many bytes in them, as it may. */
    NODES_FULL,
    /** The node has as many affiliations as it may. */
    AFFILIATIONS_FULL,
    /** The node has as many subscriptions as it may, or who subscribes has. */
    SUBSCRIPTIONS_FULL,
    /** The invitation is unknown, used up, expired or for another name or account; which of them is nobody's business. */
    INVITATION_INVALID
}

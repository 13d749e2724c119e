package im.redoubt.server.admin;

/** Why something was not done. */
public enum AdministrationProblem {
    /** There is an account of this address already. */
    ACCOUNT_EXISTS,
    /** There is no account of this address. */
    NO_ACCOUNT,
    /** No such message is kept aside. */
    NO_MESSAGE,
    /** The address is none of this domain, or none at all. */
    BAD_ADDRESS,
    /** The password is empty or has characters that no client can send. */
    BAD_PASSWORD,
    /** A verifier is of a shape by which strangers would know that the account exists. */
    TELLING_SHAPE,
    /** It can be done only while the service runs. */
    NOT_RUNNING,
    /** The request, or the program at the other end of the socket, does not fit this one. */
    BAD_REQUEST,
    /** The store or the service could not do it now. */
    UNAVAILABLE
}

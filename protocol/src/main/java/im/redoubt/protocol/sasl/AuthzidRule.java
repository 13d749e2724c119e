package im.redoubt.protocol.sasl;

/**
 * Decides whether a user may act under an authorization identity. In XMPP both must mean the same account; comparing
 * them as addresses is the stream layer's business.
 */
@FunctionalInterface
public interface AuthzidRule {
    /** Permits none: whoever sends an authorization identity is refused. */
    AuthzidRule NONE = (username, authzid) -> false;

    /**
     * Decides about one request, before anything is proved, so it must not look at whether the account exists.
     *
     * @param username the name to be authenticated, as the client wrote it, not prepared
     * @param authzid the authorization identity, not empty, as the client wrote it
     * @return whether both are the same account
     */
    boolean permits(String username, String authzid);
}

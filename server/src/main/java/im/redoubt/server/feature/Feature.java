package im.redoubt.server.feature;

import java.util.List;

/**
 * A capability of the server. It answers questions about itself; {@link im.redoubt.server.Features} lists all of them, and
 * taking one out of that list takes it out of the server.
 */
public interface Feature {
    /** Returns the specifications that it implements, for instance {@code "XEP-0199 2.0.1"}. */
    List<String> specs();

    /** Returns what disco says of the server's domain because of this feature (XEP-0030). */
    default List<String> advertisedByServer() {
        return List.of();
    }

    /** Returns what disco says of every account because of this feature. */
    default List<String> advertisedByAccounts() {
        return List.of();
    }

    /** Returns what disco says that every account is because of this feature. */
    default List<Identity> accountIdentities() {
        return List.of();
    }

    /** Returns the requests that it answers. */
    default List<Route> routes() {
        return List.of();
    }

    /** Returns what it does for a session that begins together with the authentication of its client. */
    default List<BindHook> bindHooks() {
        return List.of();
    }

    /** Returns the moments of a session that it takes part in. */
    default List<SessionHook> sessionHooks() {
        return List.of();
    }
}

package im.redoubt.server.feature;

import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.xml.XmlName;
import java.util.EnumSet;
import java.util.Set;

/**
 * A kind of request that a feature answers.
 *
 * @param target whom it is addressed to
 * @param payload the name of the payload
 * @param actions get, set or both
 * @param handler what answers it
 */
public record Route(Target target, XmlName payload, Set<IqRequest.Action> actions, IqHandler handler) {
    /** Whom a request is addressed to. */
    public enum Target {
        /** The server's domain. */
        SERVER,
        /** The sender's own account: no address, or its own bare one (RFC 6120 section 10.3.3). */
        OWN_ACCOUNT,
        /** The bare address of any account of this server, whether it exists or not. */
        ANY_ACCOUNT
    }

    /** Returns a route for get. */
    public static Route get(Target target, String namespace, String local, IqHandler handler) {
        return new Route(target, new XmlName(namespace, local), EnumSet.of(IqRequest.Action.GET), handler);
    }

    /** Returns a route for set. */
    public static Route set(Target target, String namespace, String local, IqHandler handler) {
        return new Route(target, new XmlName(namespace, local), EnumSet.of(IqRequest.Action.SET), handler);
    }
}

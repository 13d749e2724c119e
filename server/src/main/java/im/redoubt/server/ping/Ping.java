package im.redoubt.server.ping;

import im.redoubt.server.feature.Feature;
import im.redoubt.server.feature.IqAnswer;
import im.redoubt.server.feature.Route;
import java.util.List;

/** Answers pings to the server and to one's own account (XEP-0199). This is the feature to copy for a new one. */
public final class Ping implements Feature {
    private static final String NAMESPACE = "urn:xmpp:ping";

    @Override
    public List<String> specs() {
        return List.of("XEP-0199 2.0.1");
    }

    @Override
    public List<String> advertisedByServer() {
        return List.of(NAMESPACE);
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(
                        Route.Target.SERVER,
                        NAMESPACE,
                        "ping",
                        request -> IqAnswer.done().now()),
                Route.get(
                        Route.Target.OWN_ACCOUNT,
                        NAMESPACE,
                        "ping",
                        request -> IqAnswer.done().now()));
    }
}

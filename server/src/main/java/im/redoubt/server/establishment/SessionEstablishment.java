package im.redoubt.server.establishment;

import im.redoubt.protocol.stream.StreamNames;
import im.redoubt.server.feature.Feature;
import im.redoubt.server.feature.IqAnswer;
import im.redoubt.server.feature.Route;
import java.util.List;

/** Says yes to clients that ask for a session, which they have had since they bound a resource. */
public final class SessionEstablishment implements Feature {
    @Override
    public List<String> specs() {
        return List.of("RFC 3921 section 3");
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.set(
                        Route.Target.SERVER,
                        StreamNames.SESSION,
                        "session",
                        request -> IqAnswer.done().now()),
                Route.set(
                        Route.Target.OWN_ACCOUNT,
                        StreamNames.SESSION,
                        "session",
                        request -> IqAnswer.done().now()));
    }
}

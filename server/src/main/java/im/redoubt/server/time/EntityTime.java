package im.redoubt.server.time;

import im.redoubt.server.feature.Feature;
import im.redoubt.server.feature.IqAnswer;
import im.redoubt.server.feature.Route;
import im.redoubt.xml.Element;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Tells the server's time, in UTC (XEP-0202). */
public final class EntityTime implements Feature {
    private static final String NAMESPACE = "urn:xmpp:time";
    private final InstantSource clock;

    /** Tells the time of {@code clock}. */
    public EntityTime(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public List<String> specs() {
        return List.of("XEP-0202 2.0");
    }

    @Override
    public List<String> advertisedByServer() {
        return List.of(NAMESPACE);
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get(
                Route.Target.SERVER,
                NAMESPACE,
                "time",
                request -> IqAnswer.of(now()).now()));
    }

    private Element now() {
        return Element.named(NAMESPACE, "time")
                .child(NAMESPACE, "tzo", "+00:00")
                .child(
                        NAMESPACE,
                        "utc",
                        clock.instant().truncatedTo(ChronoUnit.SECONDS).toString())
                .build();
    }
}

package im.redoubt.server.version;

import im.redoubt.server.feature.Feature;
import im.redoubt.server.feature.IqAnswer;
import im.redoubt.server.feature.Route;
import im.redoubt.xml.Element;
import java.util.List;

/** Says what software this is (XEP-0092): its name, and an empty version, since that would only help an attacker. */
public final class SoftwareVersion implements Feature {
    private static final String NAMESPACE = "jabber:iq:version";

    @Override
    public List<String> specs() {
        return List.of("XEP-0092 1.1");
    }

    @Override
    public List<String> advertisedByServer() {
        return List.of(NAMESPACE);
    }

    @Override
    public List<Route> routes() {
        Element answer = Element.named(NAMESPACE, "query")
                .child(NAMESPACE, "name", "Redoubt")
                .child(NAMESPACE, "version", "")
                .build();
        return List.of(Route.get(
                Route.Target.SERVER,
                NAMESPACE,
                "query",
                request -> IqAnswer.of(answer).now()));
    }
}

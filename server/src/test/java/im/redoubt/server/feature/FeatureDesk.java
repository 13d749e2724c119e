package im.redoubt.server.feature;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.server.fixture.Client;
import im.redoubt.server.fixture.Station;
import im.redoubt.xml.Element;
import java.util.Optional;

/** Asks a feature as the router does, on behalf of alice. */
public final class FeatureDesk {
    private final Station station = new Station();
    private final Client alice = station.client(Station.ALICE, "phone");
    private final Feature feature;

    /** Asks this feature. */
    public FeatureDesk(Feature feature) {
        this.feature = feature;
    }

    /** Returns the answer, or nothing if the feature has no route for this. */
    public Optional<IqAnswer> asks(Route.Target target, IqRequest.Action action, Element payload) {
        return asks(target, about(target), action, payload);
    }

    private static BareJid about(Route.Target target) {
        return switch (target) {
            case SERVER -> Station.DOMAIN;
            case OWN_ACCOUNT -> Station.ALICE;
            case ANY_ACCOUNT -> Station.BOB;
        };
    }

    /** As the other one, about a certain address. */
    public Optional<IqAnswer> asks(Route.Target target, BareJid about, IqRequest.Action action, Element payload) {
        IqRequest request = IqRequest.of(action, StanzaHeader.EMPTY.withId("q"), payload);
        return feature.routes().stream()
                .filter(route -> route.target() == target && route.actions().contains(action))
                .filter(route -> route.payload().equals(request.payloadName()))
                .findFirst()
                .map(route -> station.done(route.handler().handle(new Request(request, alice.session(), about))));
    }

    /** Returns the payload of the answer to a get. */
    public Element gets(Route.Target target, Element payload) {
        return gets(target, about(target), payload);
    }

    /** As the other one, about a certain address. */
    public Element gets(Route.Target target, BareJid about, Element payload) {
        return ((IqAnswer.Result)
                        asks(target, about, IqRequest.Action.GET, payload).orElseThrow())
                .payload()
                .orElseThrow();
    }
}

package im.redoubt.client;

import im.redoubt.client.line.Outlet;
import im.redoubt.protocol.stream.ClientSession;
import im.redoubt.protocol.stream.ServerFeatures;
import im.redoubt.xml.Element;
import java.util.Optional;

/**
 * Whether somebody looks at this client (XEP-0352): a server that knows nobody does keeps back what can wait. Servers that do
 * not know it are told nothing.
 */
final class Activity {
    private static final String NAMESPACE = "urn:xmpp:csi:0";

    private boolean inactive;
    private boolean told;
    private boolean known;

    /** A connection begins; a stream that goes on forgets nothing, but begins as active (section 5). */
    void begin(Outlet outlet, ClientSession session) {
        session.features().ifPresent(this::learn);
        told = false;
        tell(outlet);
    }

    /** The server says late what it offers: what was not told yet is told. */
    void features(ServerFeatures features, Optional<Outlet> outlet) {
        learn(features);
        outlet.ifPresent(this::tell);
    }

    private void learn(ServerFeatures features) {
        known = features.has(NAMESPACE, "csi");
    }

    /** Somebody looks, or nobody does any more. */
    void become(boolean nobodyLooks, Optional<Outlet> outlet) {
        inactive = nobodyLooks;
        outlet.ifPresent(this::tell);
    }

    private void tell(Outlet outlet) {
        if (known && inactive != told) {
            told = inactive;
            outlet.send(
                    Element.named(NAMESPACE, inactive ? "inactive" : "active").build());
        }
    }
}

package im.redoubt.client.ping;

import im.redoubt.client.Audience;
import im.redoubt.client.Feature;
import im.redoubt.client.Host;
import im.redoubt.client.Pending;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlName;
import java.time.Duration;
import java.util.Optional;

/**
 * Whether somebody is there (XEP-0199). That the own server is, every session finds out by itself.
 *
 * <p>Guarantee: who may not see the account's presence does not learn from a ping that it is there; to him an account that is
 * on line and one that is not look the same.
 *
 * <pre>{@code
 * Ping ping = session.get(Ping.FEATURE);
 * Duration roundTrip = ping.ask(FullJid.of("bob@example.org/phone")).await();
 * }</pre>
 */
public final class Ping {
    /** Ping; the own account, its server and contacts who see its presence are answered. */
    public static final Feature<Ping> FEATURE = Ping::new;

    private static final String NAMESPACE = "urn:xmpp:ping";

    private final Host host;

    private Ping(Host host) {
        this.host = host;
        host.advertise(NAMESPACE);
        host.onRequest(IqRequest.Action.GET, new XmlName(NAMESPACE, "ping"), Audience.CONTACTS, IqRequest::result);
    }

    /**
     * Asks whether somebody is there.
     *
     * @param somebody a client, an account's server, or a service
     * @return how long the answer took; it fails if there was none, or a refusal
     */
    public Pending<Duration> ask(Jid somebody) {
        long begin = host.timeline().nanos();
        Element ping = Element.named(NAMESPACE, "ping").build();
        return host.request(IqRequest.Action.GET, Optional.of(somebody), ping)
                .map(answer -> Duration.ofNanos(host.timeline().nanos() - begin));
    }
}

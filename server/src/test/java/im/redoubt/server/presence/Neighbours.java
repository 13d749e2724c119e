package im.redoubt.server.presence;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.Presence;
import im.redoubt.protocol.stanza.PresenceType;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.server.feature.SessionHook;
import im.redoubt.server.fixture.Client;
import im.redoubt.server.fixture.MemoryRosters;
import im.redoubt.server.fixture.Station;
import im.redoubt.server.roster.RosterCache;
import im.redoubt.server.roster.RosterPush;
import im.redoubt.server.session.Session;
import im.redoubt.server.store.Subscription;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Presence between accounts of one domain, in memory. A hook notes when it is asked and called. */
final class Neighbours implements SessionHook {
    static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    static final int MAX_DIRECTED = 2;

    final Station station = new Station();
    final RosterCache cache = new RosterCache(station.rosters());
    final PresenceFeature presence;
    final Delivery delivery = new Delivery(station.sessions(), station.blocklists());
    final List<String> hooked = new ArrayList<>();
    boolean somethingWaits;

    Neighbours() {
        RosterPush push = new RosterPush(station.sessions(), cache, new SecureRandom());
        presence = new PresenceFeature(
                new PresenceFeature.Parts(
                        Station.DOMAIN,
                        station.sessions(),
                        station.queues(),
                        station.rosters(),
                        cache,
                        push,
                        station.blocklists(),
                        (guest, request, account) -> {},
                        (account, presence) -> presence,
                        () -> NOW),
                List.of(this),
                MAX_DIRECTED);
    }

    @Override
    public boolean waits(Session session) {
        hooked.add("asked");
        return somethingWaits;
    }

    @Override
    public void available(Session session) {
        hooked.add(session.isCatchingUp() && session.wantsMessages() ? "called" : "called too early");
        session.caughtUp();
    }

    MemoryRosters rosters() {
        return station.rosters();
    }

    /** Each sees the other. */
    void friends(BareJid one, BareJid other) {
        rosters().knows(one, other, Subscription.BOTH);
        rosters().knows(other, one, Subscription.BOTH);
    }

    /** The first sees the second. */
    void sees(BareJid one, BareJid other) {
        rosters().knows(one, other, Subscription.TO);
        rosters().knows(other, one, Subscription.FROM);
    }

    Client client(BareJid account, String resource) {
        return station.client(account, resource);
    }

    /** Begins a session and makes it available, with all that follows. */
    Client online(BareJid account, String resource) {
        Client client = client(account, resource);
        sends(client, PresenceType.AVAILABLE, Optional.empty());
        return client;
    }

    void sends(Client client, PresenceType type, Optional<String> to) {
        sends(client, type, to, List.of());
    }

    void sends(Client client, PresenceType type, Optional<String> to, List<Element> content) {
        StanzaHeader header = new StanzaHeader(
                Optional.of("p1"),
                to.map(text -> im.redoubt.protocol.address.Jid.parse(text).orElseThrow()),
                Optional.of(client.session().address()),
                Optional.of("de"));
        sends(client, new Presence(header, type, XmlContent.of("jabber:client", content)));
    }

    void sends(Client client, Presence stanza) {
        station.done(presence.route(client.session(), stanza));
    }

    void priority(Client client, int priority) {
        sends(
                client,
                PresenceType.AVAILABLE,
                Optional.empty(),
                List.of(Element.named("jabber:client", "priority")
                        .text(Integer.toString(priority))
                        .build()));
    }

    void ends(Client client) {
        station.gone(client);
        station.done(presence.ended(client.session()));
    }
}

package im.redoubt.client.clock;

import im.redoubt.client.Audience;
import im.redoubt.client.ClientException;
import im.redoubt.client.Feature;
import im.redoubt.client.Host;
import im.redoubt.client.Pending;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.IqResponse;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlName;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What time it is for somebody (XEP-0202).
 *
 * <p>Guarantee: only who may see the account's presence is answered, and he does not learn in which part of the world its user is,
 * unless the application says {@link #inZone} (section 5 of the specification).
 *
 * <pre>{@code
 * EntityTime time = session.get(EntityTime.FEATURE);
 * OffsetDateTime there = time.of(FullJid.of("bob@example.org/phone")).await();
 * }</pre>
 */
public final class EntityTime {
    /** Time; contacts are answered in universal time. */
    public static final Feature<EntityTime> FEATURE = EntityTime::new;

    private static final String NAMESPACE = "urn:xmpp:time";
    private static final int MOST_CHARS = 64;

    private final Host host;
    private ZoneId zone = ZoneOffset.UTC;

    private EntityTime(Host host) {
        this.host = host;
        host.advertise(NAMESPACE);
        host.onRequest(IqRequest.Action.GET, new XmlName(NAMESPACE, "time"), Audience.CONTACTS, this::answer);
    }

    /**
     * Time; contacts are told how far this zone is from universal time, by which they know about where the user is.
     *
     * @param zone a zone
     */
    public static Feature<EntityTime> inZone(ZoneId zone) {
        return host -> {
            EntityTime time = host.require(FEATURE);
            time.zone = zone;
            return time;
        };
    }

    /**
     * Asks what time it is for somebody.
     *
     * @param somebody a client, a server or a service
     * @return the time there; it fails if there was no answer, a refusal, or nothing that is a time
     */
    public Pending<OffsetDateTime> of(Jid somebody) {
        return host.request(
                        IqRequest.Action.GET,
                        Optional.of(somebody),
                        Element.named(NAMESPACE, "time").build())
                .map(answer -> read(answer).orElseThrow(() -> new ClientException("the answer holds no time")));
    }

    private IqResponse answer(IqRequest request) {
        Instant now = host.timeline().now().truncatedTo(ChronoUnit.SECONDS);
        ZoneOffset offset = zone.getRules().getOffset(now);
        return request.result(Element.named(NAMESPACE, "time")
                .child(NAMESPACE, "tzo", written(offset))
                .child(NAMESPACE, "utc", now.toString())
                .build());
    }

    /** XEP-0082 section 3.2: hours and minutes. */
    private static String written(ZoneOffset offset) {
        return offset.getTotalSeconds() == 0 ? "+00:00" : offset.getId().substring(0, 6);
    }

    private static Optional<OffsetDateTime> read(IqResponse answer) {
        Optional<Element> time = answer.content().first(NAMESPACE, "time");
        Optional<String> utc = time.flatMap(found -> text(found, "utc"));
        Optional<String> offset = time.flatMap(found -> text(found, "tzo"));
        if (!utc.isPresent() || !offset.isPresent()) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.ofInstant(Instant.parse(utc.get()), ZoneOffset.of(offset.get())));
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(Element time, String name) {
        return time.first(NAMESPACE, name).map(Element::text).filter(text -> text.length() <= MOST_CHARS);
    }
}

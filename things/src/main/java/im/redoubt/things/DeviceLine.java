package im.redoubt.things;

import im.redoubt.client.Audience;
import im.redoubt.client.Host;
import im.redoubt.client.Incoming;
import im.redoubt.client.Pending;
import im.redoubt.client.SessionState;
import im.redoubt.client.clock.EntityTime;
import im.redoubt.client.extension.Octets;
import im.redoubt.client.presence.PresenceChange;
import im.redoubt.client.presence.Presences;
import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.IqResponse;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.things.command.Arrival;
import im.redoubt.things.command.Challenge;
import im.redoubt.things.command.Peer;
import im.redoubt.things.command.SignedCommand;
import im.redoubt.things.command.Way;
import im.redoubt.things.event.Heard;
import im.redoubt.things.event.Inquiry;
import im.redoubt.things.key.Signed;
import im.redoubt.things.memory.DeviceMemory;
import im.redoubt.things.memory.Member;
import im.redoubt.things.vocabulary.Reading;
import im.redoubt.xml.Element;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A session of a device: how those whom it was paired with reach it, and how others are paired with it. Everybody else is answered as if there
 * were nobody.
 *
 * @param <S> the state of what the device is for
 */
public final class DeviceLine<S extends Reading> {
    /** How often a device tells that it is there. */
    public static final Duration STANDARD_BEAT = Duration.ofMinutes(1);

    /** How many messages may wait for the time. */
    private static final int MOST_WAITING = 64;

    private final Host host;
    private final DeviceCore<S> core;
    private final Worker worker;
    private final Presences presences;
    private final EntityTime time;
    private final Doorkeeper<S> door;
    private final EventFlow<S> flow;
    private final DeviceMeeting<S> meeting;
    /** When it was asked what time it is: what waited on servers is looked at only then. */
    private final Pending<Boolean> timed = new Pending<>();

    private final AtomicInteger waiting = new AtomicInteger();
    private final Budget acknowledgements = new Budget(Budget.ACKNOWLEDGEMENTS_EACH_HOUR);

    /**
     * How a device behaves.
     *
     * @param name what it calls itself
     * @param beat how often it tells that it is there
     * @param first what a new one keeps: each time with new keys
     */
    record Settings<S>(Unverified name, Duration beat, Supplier<DeviceMemory<S>> first) {}

    DeviceLine(Host host, DeviceCore<S> core, Worker worker, Settings<S> settings) {
        this.host = host;
        this.core = core;
        this.worker = worker;
        this.presences = host.require(Presences.FEATURE);
        this.time = host.require(EntityTime.FEATURE);
        this.door = new Doorkeeper<>(host, core);
        this.flow = new EventFlow<>(host, core, settings.beat());
        this.meeting = new DeviceMeeting<>(
                host, core, worker, door, new DeviceMeeting.Ways<>(settings.name(), flow::begin, settings.first()));
        core.line(() -> host.run(flow::go));
        host.onSlowRequest(IqRequest.Action.GET, Challenge.CODEC.name(), Audience.CONTACTS, this::challenge);
        host.onSlowRequest(IqRequest.Action.SET, SignedCommand.NAME, Audience.CONTACTS, this::command);
        host.onSlowRequest(IqRequest.Action.SET, Signed.NAME, Audience.CONTACTS, this::heard);
        host.onSlowRequest(IqRequest.Action.GET, Inquiry.CODEC.name(), Audience.CONTACTS, this::inquiry);
        host.onMessage(this::message);
        presences.follow(this::seen);
        host.onOnline(this::online);
        host.onOffline(flow::end);
    }

    /** Returns how others are paired with the device. */
    public DeviceMeeting<S> meeting() {
        return meeting;
    }

    private static BareJid sender(IqRequest request) {
        return request.header().from().map(Jid::bare).orElseThrow(IllegalStateException::new);
    }

    private Pending<IqResponse> challenge(IqRequest request) {
        return worker.begin(() -> core.nonce(sender(request))
                .map(nonce -> request.result(Challenge.CODEC.encode(new Challenge(Optional.of(nonce)))))
                .orElseGet(() -> request.refusal(StanzaCondition.SERVICE_UNAVAILABLE)));
    }

    private Pending<IqResponse> inquiry(IqRequest request) {
        return worker.begin(() -> Inquiry.CODEC
                .decode(request.payload())
                .value()
                .flatMap(inquiry -> core.inquired(sender(request), inquiry))
                .map(request::result)
                .orElseGet(() -> request.refusal(StanzaCondition.BAD_REQUEST)));
    }

    private Pending<IqResponse> command(IqRequest request) {
        Jid from = request.header().from().orElseThrow(IllegalStateException::new);
        return worker.begin(() -> core.command(
                        arrival(sender(request), Way.REQUEST),
                        request.payload(),
                        received -> host.send(Words.normal(from, received)))
                .map(request::result)
                .orElseGet(() -> request.refusal(StanzaCondition.BAD_REQUEST)));
    }

    private Arrival arrival(BareJid sender, Way way) {
        return new Arrival(sender, way, core.clock().nanos(), core.clock().now());
    }

    /** A controller says up to where it has the events. */
    private Pending<IqResponse> heard(IqRequest request) {
        BareJid sender = sender(request);
        return worker.begin(() -> Signed.codec(Heard.CODEC)
                .decode(request.payload())
                .value()
                .filter(heard -> heard(sender, heard))
                .map(heard -> request.result())
                .orElseGet(() -> request.refusal(StanzaCondition.BAD_REQUEST)));
    }

    private boolean heard(BareJid sender, Signed<Heard> heard) {
        boolean enough = core.memory().members().stream()
                        .anyMatch(member -> member.peer().address().equals(sender))
                && acknowledgements.take(sender, core.clock().nanos());
        if (!enough) {
            return false;
        }
        Octets own = core.own();
        long number = heard.content().number();
        for (Member member : core.memory().members()) {
            Peer peer = member.peer();
            if (peer.address().equals(sender)
                    && number < core.memory().events().next()
                    && heard.isSignedWith(peer.keys().verifying(), Heard.CODEC, own)) {
                if (number > member.heard()) {
                    core.become(core.memory()
                            .changing(one -> one.peer().keys().equals(peer.keys()), one -> one.hearing(number)));
                }
                return true;
            }
        }
        return false;
    }

    private boolean message(Incoming incoming) {
        List<Element> elements = Words.payloads(incoming.message());
        if (elements.size() != 1) {
            return false;
        }
        return meeting.take(incoming, elements.get(0)) || command(incoming, elements.get(0));
    }

    /** A command for a device that sleeps, which came as a message; whoever gave it may not be there any more when it is answered. */
    private boolean command(Incoming incoming, Element element) {
        if (!element.name().equals(SignedCommand.NAME) || incoming.message().type() != MessageType.NORMAL) {
            return false;
        }
        Jid from = incoming.from();
        if (host.admits(Audience.CONTACTS, from)) {
            Way way = Words.way(incoming);
            if (waiting.incrementAndGet() <= MOST_WAITING) {
                timed.whenDone((known, failure) -> {
                    waiting.decrementAndGet();
                    worker.run(() -> core.command(
                                    arrival(from.bare(), way),
                                    element,
                                    received -> host.send(Words.normal(from, received)))
                            .ifPresent(answer -> host.send(Words.kept(from.bare(), answer))));
                });
            } else {
                waiting.decrementAndGet(); // whoever gave it hears nothing, as of any that is lost, and it ends by
                // itself
            }
        }
        return true;
    }

    private void seen(PresenceChange change) {
        if (change instanceof PresenceChange.Available) {
            flow.again(change.address().bare());
        }
    }

    private void online(SessionState.Online state) {
        time.of(BareJid.of("", host.account().domain())).whenDone((there, failure) -> {
            if (there != null) {
                core.clock().hear(there.toInstant());
            }
            timed.complete(there != null);
        });
        if (!state.resumed()) {
            door.close();
        }
        flow.online();
    }
}

package im.redoubt.things;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.client.Delivery;
import im.redoubt.client.Feature;
import im.redoubt.client.Host;
import im.redoubt.client.Incoming;
import im.redoubt.client.Listeners;
import im.redoubt.client.Origin;
import im.redoubt.client.Pending;
import im.redoubt.client.SessionState;
import im.redoubt.client.time.Timeline;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.IqResponse;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.Presence;
import im.redoubt.protocol.stanza.PresenceType;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.testkit.time.FakeClock;
import im.redoubt.testkit.time.FakeScheduler;
import im.redoubt.xml.Element;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A session of the tests without a server: what is asked and sent lies there, and the test says what comes and what time it is. */
final class FakeHost {
    final FakeClock clock;
    private final FakeScheduler scheduler;
    /** Where listeners run. */
    Executor callbacks = Runnable::run;

    final List<Asked> asked = new ArrayList<>();
    final List<Message> sent = new ArrayList<>();
    final List<Delivery> deliveries = new ArrayList<>();
    final List<Presence> told = new ArrayList<>();
    final Host host =
            (Host) Proxy.newProxyInstance(FakeHost.class.getClassLoader(), new Class<?>[] {Host.class}, this::called);
    private final BareJid account;
    private final Map<Feature<?>, Object> features = new HashMap<>();
    private final List<Predicate<Incoming>> messages = new ArrayList<>();
    private final List<Consumer<Presence>> presences = new ArrayList<>();
    private final List<Consumer<SessionState.Online>> online = new ArrayList<>();
    private final List<Runnable> ends = new ArrayList<>();
    private final List<Runnable> turns = new ArrayList<>();
    private boolean busy;
    private final long start;

    /** A question that was asked. */
    record Asked(Jid to, Element payload, Pending<IqResponse> pending) {
        void answer(Element payload) {
            StanzaHeader header = StanzaHeader.EMPTY.withFrom(to).withId("1");
            pending.complete(
                    IqRequest.of(IqRequest.Action.SET, header, this.payload).result(payload));
        }

        void fail() {
            pending.completeExceptionally(new im.redoubt.client.ClientException("no answer"));
        }
    }

    FakeHost(BareJid account) {
        this(account, Bench.NOW);
    }

    FakeHost(BareJid account, Instant now) {
        this.account = account;
        this.clock = new FakeClock(now);
        this.scheduler = new FakeScheduler(clock);
        this.start = now.toEpochMilli();
    }

    // The interface says what these are; whoever asks has them.
    @SuppressWarnings({"unchecked", "FutureReturnValueIgnored"})
    private @Nullable Object called(Object self, Method method, Object @Nullable [] given) {
        Object[] all = given == null ? new Object[0] : given;
        return switch (method.getName()) {
            case "account" -> account;
            case "timeline" -> new Time();
            case "require" -> require((Feature<?>) all[0]);
            case "request" -> ask((Optional<Jid>) all[1], (Element) all[2]);
            case "listeners" -> new Listeners<>(task -> callbacks.execute(task));
            case "send" -> all[0] instanceof Message message ? deliver(message) : nothing(told.add((Presence) all[0]));
            case "onMessage" -> nothing(messages.add((Predicate<Incoming>) all[0]));
            case "onPresence" -> nothing(presences.add((Consumer<Presence>) all[0]));
            case "onOnline" -> nothing(online.add((Consumer<SessionState.Online>) all[0]));
            case "onEnd" -> nothing(ends.add((Runnable) all[0]));
            case "run" -> run((Runnable) all[0]);
            case "admits" -> true;
            default -> method.getReturnType() == boolean.class ? false : null;
        };
    }

    private static @Nullable Object nothing(boolean added) {
        assertThat(added).isTrue();
        return null;
    }

    private @Nullable Object run(Runnable task) {
        if (busy) {
            turns.add(task);
        } else {
            task.run();
        }
        return null;
    }

    /** A delivery is the client's to make; here the test says when the server has it. */
    private Delivery deliver(Message message) {
        sent.add(message);
        try {
            Constructor<Delivery> constructor = Delivery.class.getDeclaredConstructor(String.class);
            constructor.setAccessible(true);
            Delivery delivery = constructor.newInstance("1");
            deliveries.add(delivery);
            return delivery;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Something else has its turn, and what is brought meanwhile waits. */
    void during(Runnable work) {
        busy = true;
        work.run();
        busy = false;
        turns.forEach(Runnable::run);
        turns.clear();
    }

    private Object require(Feature<?> feature) {
        Object there = features.get(feature);
        if (there == null) {
            there = feature.attach(host);
            features.put(feature, there);
        }
        return there;
    }

    private Pending<IqResponse> ask(Optional<Jid> to, Element payload) {
        Asked one = new Asked(to.orElse(account), payload, new Pending<>());
        asked.add(one);
        return one.pending();
    }

    /** Is on line, with a device among the contacts, which is there. */
    void connect(BareJid device) {
        FullJid own = FullJid.of(account + "/here");
        online.forEach(handler -> handler.accept(new SessionState.Online(own, false)));
        Element roster = Element.named("jabber:iq:roster", "query")
                .child(Element.named("jabber:iq:roster", "item")
                        .attribute("jid", device.toString())
                        .attribute("subscription", "both")
                        .build())
                .build();
        asked.stream()
                .filter(one -> one.payload().name().namespace().equals("jabber:iq:roster"))
                .findFirst()
                .orElseThrow()
                .answer(roster);
        asked.removeIf(one -> one.payload().name().namespace().equals("jabber:iq:roster"));
        appears(device);
    }

    /** Is over. */
    void end() {
        ends.forEach(Runnable::run);
    }

    void appears(BareJid device) {
        comes(FullJid.of(device + "/there"), PresenceType.AVAILABLE);
    }

    /** A presence comes. */
    void comes(Jid from, PresenceType type) {
        Presence there = Presence.of(type, StanzaHeader.EMPTY.withFrom(from));
        presences.forEach(handler -> handler.accept(there));
    }

    /** Something comes. */
    void comes(BareJid from, Element payload) {
        comes(from, Words.headline(account, payload), Origin.DIRECT);
    }

    /** Something comes by some way. */
    void comes(BareJid from, Message message, Origin origin) {
        Jid sender = FullJid.of(from + "/there");
        Incoming incoming = new Incoming(message.withHeader(StanzaHeader.EMPTY.withFrom(sender)), origin);
        for (Predicate<Incoming> handler : messages) {
            if (handler.test(incoming)) {
                return;
            }
        }
    }

    void pass(Duration time) {
        scheduler.advance(time);
    }

    /** Returns how much is to happen later. */
    int waiting() {
        return scheduler.waiting();
    }

    /** Returns what was asked under a name, the last one first asked of. */
    List<Asked> asked(String name) {
        List<Asked> found = new ArrayList<>();
        asked.stream().filter(one -> one.payload().name().local().equals(name)).forEach(found::add);
        return found;
    }

    private final class Time implements Timeline {
        @Override
        public Instant now() {
            return clock.instant();
        }

        @Override
        public long nanos() {
            return Duration.ofMillis(clock.instant().toEpochMilli() - start).toNanos();
        }

        @Override
        public Runnable after(Duration delay, Runnable work) {
            return scheduler.schedule(work, delay);
        }
    }
}

package im.redoubt.bench;

import im.redoubt.client.Audience;
import im.redoubt.client.Counters;
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
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stream.SessionFeature;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A session with nobody at the other end: stanzas are given to its features as a real one gives them, and what the features ask
 * waits for the next {@link #response}. Listeners run on the thread that brings the stanza.
 */
final class Stub implements Host, Stanza.Cases<Boolean>, Timeline {
    private final BareJid account = BareJid.of("alice@example.org");
    private final Map<Feature<?>, Object> attached = new HashMap<>();
    private final List<Predicate<Incoming>> messages = new ArrayList<>();
    private final List<Predicate<Incoming>> otherMessages = new ArrayList<>();
    private final List<Consumer<Presence>> presences = new ArrayList<>();
    private final List<Consumer<SessionState.Online>> online = new ArrayList<>();
    private Pending<IqResponse> asked = new Pending<>();

    /** Says that a session began. */
    void begin() {
        SessionState.Online state = new SessionState.Online(address(), false);
        online.forEach(handler -> handler.accept(state));
    }

    @Override
    public BareJid account() {
        return account;
    }

    @Override
    public FullJid address() {
        return (FullJid) Jid.of("alice@example.org/desk");
    }

    @Override
    public Timeline timeline() {
        return this;
    }

    /** All have the one that is in the samples. */
    @Override
    public String id() {
        return "q1";
    }

    @Override
    // What a feature attached is kept under it.
    @SuppressWarnings("unchecked")
    public <H> H require(Feature<H> feature) {
        Object there = attached.get(feature);
        if (there == null) {
            H fresh = feature.attach(this);
            attached.put(feature, fresh);
            return fresh;
        }
        return (H) there;
    }

    @Override
    public Pending<IqResponse> request(IqRequest.Action action, Optional<Jid> to, Element payload, Runnable accepted) {
        asked = new Pending<>();
        return asked;
    }

    @Override
    public Delivery send(Message message) {
        throw new UnsupportedOperationException("nobody is there");
    }

    @Override
    public void send(Presence presence) {
        // nobody is there
    }

    @Override
    public <T> Listeners<T> listeners() {
        return new Listeners<>(Runnable::run);
    }

    @Override
    public void onMessage(Predicate<Incoming> handler) {
        messages.add(handler);
    }

    @Override
    public void onOtherMessage(Predicate<Incoming> handler) {
        otherMessages.add(handler);
    }

    @Override
    public void deliver(Incoming message) {
        for (Predicate<Incoming> handler : messages) {
            if (handler.test(message)) {
                return;
            }
        }
        for (Predicate<Incoming> handler : otherMessages) {
            if (handler.test(message)) {
                return;
            }
        }
    }

    @Override
    public void beginWith(SessionFeature feature) {
        // nothing is signed in to
    }

    @Override
    public boolean begunWith(SessionFeature feature) {
        return false;
    }

    @Override
    public void decorate(UnaryOperator<Message> decoration) {
        // nothing is sent
    }

    @Override
    public Optional<Delivery> sent(String id, BareJid recipient) {
        return Optional.empty();
    }

    @Override
    public boolean received(String id, Jid by) {
        return false;
    }

    @Override
    public void onPresence(Consumer<Presence> handler) {
        presences.add(handler);
    }

    @Override
    public void onRequest(
            IqRequest.Action action, XmlName payload, Audience audience, Function<IqRequest, IqResponse> handler) {
        // nobody asks
    }

    @Override
    public void onSlowRequest(
            IqRequest.Action action,
            XmlName payload,
            Audience audience,
            Function<IqRequest, Pending<IqResponse>> handler) {
        // nobody asks
    }

    @Override
    public void onOnline(Consumer<SessionState.Online> handler) {
        online.add(handler);
    }

    @Override
    public void contacts(Predicate<BareJid> contacts) {
        // nobody asks
    }

    @Override
    public boolean admits(Audience audience, Jid who) {
        return false;
    }

    @Override
    public void onOffline(Runnable handler) {
        // it stays
    }

    @Override
    public void onEnd(Runnable handler) {
        // it stays
    }

    @Override
    public boolean offers(String namespace, String local) {
        return false;
    }

    @Override
    public void decoratePresence(UnaryOperator<Presence> decoration) {
        // nothing is sent
    }

    @Override
    public void advertise(String feature) {
        // nobody asks
    }

    @Override
    public Set<String> advertised() {
        return Set.of();
    }

    @Override
    public Counters counters() {
        throw new UnsupportedOperationException("something was not believed");
    }

    @Override
    public void run(Runnable task) {
        task.run();
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public Runnable after(Duration delay, Runnable work) {
        return () -> {};
    }

    @Override
    public Boolean message(Message message) {
        deliver(new Incoming(message, Origin.DIRECT));
        return true;
    }

    @Override
    public Boolean presence(Presence presence) {
        presences.forEach(handler -> handler.accept(presence));
        return true;
    }

    @Override
    public Boolean request(IqRequest request) {
        throw new UnsupportedOperationException("nobody asks");
    }

    @Override
    public Boolean response(IqResponse response) {
        return asked.complete(response);
    }
}

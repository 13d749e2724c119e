package im.redoubt.client;

import im.redoubt.client.rule.Counts;
import im.redoubt.client.rule.Guard;
import im.redoubt.client.rule.Rules;
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
import im.redoubt.protocol.stream.SessionFeature;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The features of a session, and what they are given. */
final class Attachment implements Host {
    private final Handover handover = new Handover();
    private final BareJid account;
    private final Environment environment;
    private final Lasting lasting;
    private final Map<Feature<?>, Object> attached = new LinkedHashMap<>();
    private final Deliveries deliveries = new Deliveries();
    private final List<UnaryOperator<Message>> decorations = new ArrayList<>();
    private final List<UnaryOperator<Presence>> presenceDecorations = new ArrayList<>();
    private final Set<String> advertised = new ConcurrentSkipListSet<>();
    private Optional<Guard> guarding = Optional.empty();
    private Optional<FullJid> address = Optional.empty();
    private Optional<Presence> broadcast = Optional.empty();

    Attachment(BareJid account, Environment environment, Lasting lasting) {
        this.account = account;
        this.environment = environment;
        this.lasting = lasting;
        lasting.states().feature(state -> {
            if (state instanceof SessionState.Online online) {
                address = Optional.of(online.address());
                broadcast = online.resumed() ? broadcast : Optional.empty();
            } else if (state instanceof SessionState.Ended ended) {
                deliveries.end(ended.why());
            }
        });
        BareJid server = BareJid.of("", account.domain());
        lasting.exchange()
                .inbound()
                .messages(message -> message.message().isError() && deliveries.returned(message, server));
    }

    /** Has rules decide what comes in. */
    void obey(Rules rules) {
        Guard guard = rules.guard(account, lasting.exchange().inbound()::isContact);
        guarding = Optional.of(guard);
        lasting.exchange()
                .inbound()
                .judged(stanza -> guard.judge(stanza, environment.timeline().nanos()));
    }

    /** Returns what each rule has done; nothing if there are none. */
    Map<String, Counts> ruleCounts() {
        return guarding.map(Guard::counts).orElse(Collections.emptyMap());
    }

    /** Attaches a feature, unless it is attached already. */
    void attach(Feature<?> feature) {
        if (!attached.containsKey(feature)) {
            Object handle = feature.attach(this); // which may attach those that it needs first
            attached.put(feature, handle);
        }
    }

    /** Returns the handle of a feature that was attached. */
    @SuppressWarnings("unchecked") // the map was filled by the feature itself
    <H> Optional<H> find(Feature<H> feature) {
        return Optional.ofNullable((H) attached.get(feature));
    }

    @Override
    public BareJid account() {
        return account;
    }

    @Override
    public FullJid address() {
        return address.orElseThrow(
                () -> new IllegalStateException("features ask for the address when they are on line"));
    }

    @Override
    public Timeline timeline() {
        return environment.timeline();
    }

    @Override
    public String id() {
        return Identifiers.next(environment.random());
    }

    @Override
    public <H> H require(Feature<H> feature) {
        attach(feature);
        return find(feature).orElseThrow(() -> new IllegalStateException("a feature gave no handle"));
    }

    @Override
    public Pending<IqResponse> request(IqRequest.Action action, Optional<Jid> to, Element payload, Runnable accepted) {
        String id = id();
        Pending<IqResponse> result = new Pending<>();
        StanzaHeader header = new StanzaHeader(Optional.of(id), to, Optional.empty(), Optional.empty());
        IqRequest request = IqRequest.of(action, header, payload);
        if (!handover.admits(request)) {
            return Pending.failed(tooMuch());
        }
        lasting.loop().run(() -> {
            handover.taken(request);
            if (!lasting.exchange()
                    .requests()
                    .begin(id, to, result, environment.pace().answer())) {
                result.completeExceptionally(new ClientException("too many requests wait for answers; wait for some"));
                return;
            }
            lasting.submit(new Outgoing(request, new Outgoing.Fate() {
                @Override
                public void accepted() {
                    accepted.run();
                }

                @Override
                public void lost(ClientException why) {
                    lasting.exchange().requests().fail(id, why);
                }
            }));
        });
        return result;
    }

    private static ClientException tooMuch() {
        return new ClientException("too much waits to be sent; wait until some of it is accepted");
    }

    @Override
    public Delivery send(Message message) {
        String id = message.id().orElseGet(this::id);
        Delivery delivery = new Delivery(id);
        if (!handover.admits(message)) {
            delivery.failed(tooMuch());
            return delivery;
        }
        lasting.loop().run(() -> {
            handover.taken(message);
            Message decorated = message.withHeader(message.header().withId(id));
            for (UnaryOperator<Message> decoration : decorations) {
                decorated = decoration.apply(decorated);
            }
            deliveries.add(message.to(), delivery);
            lasting.submit(new Outgoing(decorated, new MessageFate(delivery)));
        });
        return delivery;
    }

    @Override
    public void send(Presence presence) {
        if (!handover.admits(presence)) {
            return;
        }
        lasting.loop().run(() -> {
            handover.taken(presence);
            if (!presence.to().isPresent()) {
                broadcast = Optional.of(presence).filter(told -> told.type() == PresenceType.AVAILABLE);
            }
            tell(presence);
        });
    }

    private void tell(Presence presence) {
        Presence decorated = presence;
        if (presence.type() == PresenceType.AVAILABLE) {
            for (UnaryOperator<Presence> decoration : presenceDecorations) {
                decorated = decoration.apply(decorated);
            }
        }
        lasting.submit(new Outgoing(decorated, Outgoing.Fate.UNKNOWN));
    }

    @Override
    public <T> Listeners<T> listeners() {
        return new Listeners<>(environment.callbacks());
    }

    @Override
    public void onMessage(Predicate<Incoming> handler) {
        lasting.exchange().inbound().messages(handler);
    }

    @Override
    public void onOtherMessage(Predicate<Incoming> handler) {
        lasting.exchange().inbound().otherMessages(handler);
    }

    @Override
    public void deliver(Incoming message) {
        lasting.exchange().inbound().deliver(message);
    }

    @Override
    public void decorate(UnaryOperator<Message> decoration) {
        decorations.add(decoration);
    }

    @Override
    public Optional<Delivery> sent(String id, BareJid recipient) {
        return deliveries.find(id, recipient);
    }

    @Override
    public boolean received(String id, Jid by) {
        Optional<Delivery> delivery = deliveries.find(id, by.bare());
        delivery.ifPresent(message -> message.wasReceived(by));
        return delivery.isPresent();
    }

    @Override
    public void onPresence(Consumer<Presence> handler) {
        lasting.exchange().inbound().presences(handler);
    }

    @Override
    public void onRequest(
            IqRequest.Action action, XmlName payload, Audience audience, Function<IqRequest, IqResponse> handler) {
        lasting.exchange()
                .inbound()
                .requests(action, payload, audience, request -> Optional.of(handler.apply(request)));
    }

    @Override
    public void onSlowRequest(
            IqRequest.Action action,
            XmlName payload,
            Audience audience,
            Function<IqRequest, Pending<IqResponse>> handler) {
        SlowRequests slow = new SlowRequests(answer -> lasting.submit(new Outgoing(answer, Outgoing.Fate.UNKNOWN)));
        lasting.exchange().inbound().requests(action, payload, audience, request -> slow.begin(request, handler));
    }

    @Override
    public void onOnline(Consumer<SessionState.Online> handler) {
        lasting.states().feature(state -> {
            if (state instanceof SessionState.Online online) {
                handler.accept(online);
            }
        });
    }

    @Override
    public void beginWith(SessionFeature feature) {
        lasting.exchange().beginWith(feature);
    }

    @Override
    public boolean begunWith(SessionFeature feature) {
        return lasting.exchange().begunWith(feature);
    }

    @Override
    public void contacts(Predicate<BareJid> contacts) {
        lasting.exchange().inbound().contacts(contacts);
    }

    @Override
    public boolean admits(Audience audience, Jid who) {
        return lasting.exchange().inbound().admits(audience, who);
    }

    @Override
    public void onOffline(Runnable handler) {
        lasting.states().feature(state -> {
            if (!(state instanceof SessionState.Online)) {
                handler.run();
            }
        });
    }

    @Override
    public void onEnd(Runnable handler) {
        lasting.states().feature(state -> {
            if (state instanceof SessionState.Ended) {
                handler.run();
            }
        });
    }

    @Override
    public boolean offers(String namespace, String local) {
        return lasting.exchange().offers(namespace, local);
    }

    @Override
    public void decoratePresence(UnaryOperator<Presence> decoration) {
        presenceDecorations.add(decoration);
    }

    @Override
    public void advertise(String feature) {
        if (feature.isEmpty()) {
            throw new IllegalArgumentException("a feature has a name");
        }
        if (advertised.add(feature)) {
            lasting.loop().run(() -> broadcast.ifPresent(this::tell));
        }
    }

    @Override
    public Set<String> advertised() {
        return Collections.unmodifiableSet(advertised);
    }

    @Override
    public Counters counters() {
        return lasting.exchange().counters();
    }

    @Override
    public void run(Runnable task) {
        lasting.loop().run(task);
    }

    /** A message goes again, under the same id, when nobody knows whether the server took it. */
    private static final class MessageFate implements Outgoing.Fate {
        private final Delivery delivery;

        MessageFate(Delivery delivery) {
            this.delivery = delivery;
        }

        @Override
        public void sent() {
            delivery.wasSent();
        }

        @Override
        public void accepted() {
            delivery.wasAccepted();
        }

        @Override
        public boolean goesAgain() {
            return true;
        }

        @Override
        public void lost(ClientException why) {
            delivery.failed(why);
        }
    }
}

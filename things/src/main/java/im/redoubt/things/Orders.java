package im.redoubt.things;

import im.redoubt.client.ClientException;
import im.redoubt.client.Host;
import im.redoubt.client.extension.Codec;
import im.redoubt.client.extension.Octets;
import im.redoubt.client.presence.Presences;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.IqResponse;
import im.redoubt.things.command.Answered;
import im.redoubt.things.command.Challenge;
import im.redoubt.things.command.CommandRules.Freshness;
import im.redoubt.things.command.Reason;
import im.redoubt.things.command.Received;
import im.redoubt.things.command.SignedCommand;
import im.redoubt.things.command.Taken;
import im.redoubt.things.command.Warrant;
import im.redoubt.things.key.Signed;
import im.redoubt.things.memory.ControllerMemory;
import im.redoubt.things.memory.KnownDevice;
import im.redoubt.things.memory.Stored;
import im.redoubt.things.vocabulary.Command;
import im.redoubt.things.vocabulary.CommandType;
import im.redoubt.xml.Element;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The commands that a controller has given and that are still good. */
final class Orders {
    /** How long a command is good if nothing else was said. */
    static final Duration STANDARD_GOOD = Duration.ofMinutes(1);

    /** How many may be under way. */
    static final int MOST = 64;

    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration SKEW = Duration.ofSeconds(30);

    private final Host host;
    private final Stored<ControllerMemory> memory;
    private final Worker worker;
    private final Presences presences;
    private final SecureRandom random = new SecureRandom();
    private final List<Going<?, ?>> all = new CopyOnWriteArrayList<>();

    Orders(Host host, Stored<ControllerMemory> memory, Worker worker, Presences presences) {
        this.host = host;
        this.memory = memory;
        this.worker = worker;
        this.presences = presences;
    }

    <C extends Command<R>, R> Order<R> begin(BareJid device, CommandType<C, R> type, C command, Duration good) {
        KnownDevice known = memory.now()
                .find(device)
                .orElseThrow(() -> new IllegalArgumentException("this was not paired with " + device));
        if (good.isNegative() || good.plus(SKEW).compareTo(Warrant.LONGEST) > 0) {
            throw new IllegalArgumentException("a command is good for less than a day");
        }
        byte[] bytes = new byte[Warrant.ID_BYTES];
        random.nextBytes(bytes);
        Octets id = Octets.copyOf(bytes);
        byte[] purpose = SignedCommand.purposeOfPins(
                        memory.now().keys().signing().verifying(), id)
                .toByteArray();
        C closed = type.secrets().map(command, pin -> pin.sealed(known.keys().sealing(), purpose));
        type.codec().encode(closed); // what is out of its bounds is refused here
        Going<C, R> going = new Going<>(
                device, type, closed, new Order<>(id), host.timeline().now().plus(good));
        if (all.size() >= MOST) {
            going.order.failed(new ClientException("too many commands are under way; wait for some"));
            return going.order;
        }
        all.add(going);
        host.timeline().after(good, () -> host.run(going::expire));
        host.run(going::go);
        return going.order;
    }

    void deviceIsThere(BareJid device) {
        all.stream().filter(going -> going.device.equals(device)).forEach(Going::go);
    }

    /** A device that sleeps has answered by a message. */
    void answered(BareJid device, Element answer) {
        all.stream().filter(going -> going.device.equals(device)).forEach(going -> going.answered(answer));
    }

    void received(BareJid device, Signed<Received> received) {
        memory.now()
                .find(device)
                .ifPresent(known -> all.stream()
                        .filter(going -> going.device.equals(device))
                        .forEach(going -> going.received(received, known)));
    }

    /** A command under way. Everything but the signing happens in the session's own order. */
    private final class Going<C extends Command<R>, R> {
        private final BareJid device;
        private final CommandType<C, R> type;
        private final C command;
        private final Order<R> order;
        private final Instant expiry;
        private boolean trying;
        private Optional<FullJid> tried = Optional.empty();
        private int attempt;
        private boolean sent;
        private int overtaken;
        private Optional<Octets> digest = Optional.empty();

        Going(BareJid device, CommandType<C, R> type, C command, Order<R> order, Instant expiry) {
            this.device = device;
            this.type = type;
            this.command = command;
            this.order = order;
            this.expiry = expiry.truncatedTo(ChronoUnit.MILLIS);
        }

        /**
         * Tries, if it is not tried already and the device is there, or need not be. A device that is at another address than the one where it
         * was tried has begun anew, and will not answer there.
         */
        void go() {
            if (type.rules().freshness() == Freshness.COUNTER) {
                leave();
                return;
            }
            Optional<FullJid> there = presences.best(device).map(presence -> presence.address());
            if ((trying && there.equals(tried)) || order.isOver() || !there.isPresent()) {
                return;
            }
            trying = true;
            tried = there;
            int now = ++attempt;
            host.request(
                            IqRequest.Action.GET,
                            there.map(address -> (Jid) address),
                            Challenge.CODEC.encode(new Challenge(Optional.empty())))
                    .whenDone((answer, failure) -> host.run(() -> challenged(there.get(), now, answer)));
        }

        /** Leaves it with the servers until the device wakes: they keep it, so it goes once. */
        private void leave() {
            if (!trying && !order.isOver()) {
                trying = true;
                sign(Optional.empty(), element -> {
                    overtake();
                    host.send(Words.kept(device, element)).accepted().whenDone((delivery, failure) -> {
                        if (delivery != null) {
                            order.wasAccepted();
                        }
                    });
                });
            }
        }

        private void overtake() {
            sent = true;
            all.stream()
                    .filter(going -> going != this && going.sent && going.device.equals(device))
                    .forEach(going -> going.overtaken++);
        }

        private void challenged(FullJid there, int now, @org.jspecify.annotations.Nullable IqResponse answer) {
            if (now != attempt) {
                return;
            }
            Optional<Octets> nonce = answer == null
                    ? Optional.empty()
                    : Challenge.CODEC.decode(answer).value().flatMap(Challenge::nonce);
            if (!nonce.isPresent()) {
                again();
                return;
            }
            sign(nonce, element -> send(there, now, element));
        }

        private void sign(Optional<Octets> nonce, Consumer<Element> then) {
            worker.begin(() -> signed(nonce))
                    .whenDone((element, failure) -> host.run(() -> {
                        if (element == null) {
                            over(new ClientException(
                                    "the command cannot be signed, or its counter not be kept", failure));
                        } else {
                            then.accept(element);
                        }
                    }));
        }

        /** The counter is kept before it is used, so that none is used twice. */
        private Element signed(Optional<Octets> nonce) {
            KnownDevice known = memory.now()
                    .find(device)
                    .orElseThrow(() -> ControllerLine.unknown(device))
                    .commanded();
            memory.become(memory.now().with(known));
            Instant notBefore = host.timeline().now().minus(SKEW).truncatedTo(ChronoUnit.MILLIS);
            Warrant warrant = new Warrant(
                    host.account(), device, known.counter(), new Warrant.Times(notBefore, expiry), order.id(), nonce);
            SignedCommand<C> signed = SignedCommand.sign(
                    warrant, command, type.codec(), memory.now().keys().signing());
            digest = Optional.of(signed.digest(type.codec()));
            return SignedCommand.codec(type.codec()).encode(signed);
        }

        private void send(FullJid there, int now, Element element) {
            if (order.isOver() || now != attempt) {
                return;
            }
            if (sent && overtaken >= Taken.MOST) {
                expire(); // the device may not remember it any more, and would do it once more
                return;
            }
            overtake();
            host.request(IqRequest.Action.SET, Optional.of(there), element, order::wasAccepted)
                    .whenDone((answer, failure) -> host.run(() -> answered(now, answer)));
        }

        private void answered(int now, @org.jspecify.annotations.Nullable IqResponse answer) {
            Optional<Answered<R>> answered = Optional.ofNullable(answer)
                    .flatMap(there -> there.content().first(Signed.NAMESPACE, Signed.NAME.local()))
                    .flatMap(this::read)
                    .filter(this::saysSomething);
            if (!answered.isPresent()) {
                if (now == attempt) {
                    again();
                }
                return;
            }
            all.remove(this);
            order.wasAnswered(answered.get());
        }

        void answered(Element answer) {
            read(answer).filter(this::saysSomething).ifPresent(answered -> {
                all.remove(this);
                order.wasAnswered(answered);
            });
        }

        /** Some reasons are given before the device looks whether it was done when it came first. */
        private boolean saysSomething(Answered<R> answered) {
            return !answered.why()
                    .filter(why -> why == Reason.STALE || why == Reason.TOO_MANY)
                    .isPresent();
        }

        private Optional<Answered<R>> read(Element answer) {
            Codec<Answered<R>> codec = Answered.codec(type.answer());
            return memory.now()
                    .find(device)
                    .flatMap(known -> Signed.codec(codec)
                            .decode(answer)
                            .value()
                            .filter(signed -> digest.filter(what ->
                                            signed.isSignedWith(known.keys().verifying(), codec, what))
                                    .isPresent())
                            .map(Signed::content)
                            .filter(content -> content.id().equals(order.id())));
        }

        void received(Signed<Received> received, KnownDevice known) {
            if (received.content().id().equals(order.id())
                    && digest.filter(what -> received.isSignedWith(known.keys().verifying(), Received.CODEC, what))
                            .isPresent()) {
                order.wasReceived();
            }
        }

        private void again() {
            trying = false;
            if (!order.isOver()) {
                host.timeline().after(PAUSE, () -> host.run(this::go));
            }
        }

        void expire() {
            over(new UncertainException(
                    sent
                            ? "the device has not said what came of it; ask how it stands"
                            : "the device could not be reached; nothing was sent",
                    sent));
        }

        private void over(ClientException why) {
            all.remove(this);
            order.failed(why);
        }
    }
}

package im.redoubt.things;

import im.redoubt.client.ClientException;
import im.redoubt.client.Host;
import im.redoubt.client.Pending;
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
import im.redoubt.things.command.Warrant;
import im.redoubt.things.key.Signed;
import im.redoubt.things.memory.ControllerMemory;
import im.redoubt.things.memory.KeptOrder;
import im.redoubt.things.memory.KnownDevice;
import im.redoubt.things.memory.Stored;
import im.redoubt.things.vocabulary.Command;
import im.redoubt.things.vocabulary.CommandType;
import im.redoubt.xml.Element;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A command under way. Everything but the signing happens in the session's own order.
 *
 * @param <C> the type of the command
 * @param <R> what the device answers when it was done
 */
final class Going<C extends Command<R>, R> {
    /** How much clocks may differ. */
    static final Duration SKEW = Duration.ofSeconds(30);

    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Ways ways;
    private final What<C, R> what;
    private final Order<R> order;
    private final Octets digest;
    /** Whoever has it to wait for knows of it. What came of it is kept until then, and told once more after a restart before. */
    private final Pending<Boolean> told = new Pending<>();

    private boolean trying;
    private Optional<FullJid> tried = Optional.empty();
    private int attempt;
    private boolean sent;

    /**
     * By what it goes.
     *
     * @param host the session
     * @param memory where it is kept
     * @param worker who signs
     * @param presences where devices are
     * @param ended hears when it is over
     */
    record Ways(
            Host host,
            Stored<ControllerMemory> memory,
            Worker worker,
            Presences presences,
            Consumer<Going<?, ?>> ended) {}

    /**
     * What is commanded.
     *
     * @param type its type
     * @param command the command, whose PINs are sealed
     * @param expiry until when it is good
     */
    record What<C extends Command<R>, R>(CommandType<C, R> type, C command, Instant expiry) {
        /** Takes the expiry as it is written. */
        What {
            expiry = expiry.truncatedTo(ChronoUnit.MILLIS);
        }
    }

    Going(Ways ways, What<C, R> what, Octets id, BareJid device) {
        this.ways = ways;
        this.what = what;
        this.order = new Order<>(id, device, what.type());
        this.digest = SignedCommand.digest(
                ways.host().account(), device, id, what.type().codec().signedForm(what.command()));
    }

    Order<R> order() {
        return order;
    }

    boolean isFor(BareJid device) {
        return order.device().equals(device);
    }

    boolean isForSleeper() {
        return what.type().rules().freshness() == Freshness.COUNTER;
    }

    /** Whoever waits for it knows of it. */
    void wasTold() {
        told.complete(true);
    }

    /** It is not given any more; only the answer is waited for. */
    void stay() {
        trying = true;
    }

    /** It was under way when the program stopped. What the server has of it stays there, and is not sent again. */
    void resume(KeptOrder kept) {
        sent = true;
        if (kept.accepted()) {
            stay();
            order.wasAccepted();
        }
    }

    /**
     * Tries, if it is not tried already and the device is there, or need not be. A device that is at another address than the one where it
     * was tried has begun anew, and will not answer there.
     */
    void go() {
        if (isForSleeper()) {
            leave();
            return;
        }
        Optional<FullJid> there = ways.presences().best(order.device()).map(presence -> presence.address());
        if ((trying && there.equals(tried)) || order.isOver() || !there.isPresent()) {
            return;
        }
        trying = true;
        tried = there;
        int now = ++attempt;
        ways.host()
                .request(
                        IqRequest.Action.GET,
                        there.map(address -> (Jid) address),
                        Challenge.CODEC.encode(new Challenge(Optional.empty())))
                .whenDone((answer, failure) -> ways.host().run(() -> challenged(there.get(), now, answer)));
    }

    /** Leaves it with the servers until the device wakes: they keep it, so it goes once. */
    private void leave() {
        if (!trying && !order.isOver()) {
            trying = true;
            sign(Optional.empty(), element -> {
                sent = true;
                ways.host().send(Words.kept(order.device(), element)).accepted().whenDone((delivery, failure) -> {
                    if (delivery != null) {
                        order.wasAccepted();
                        ways.worker().run(this::keepThatItWasAccepted);
                    }
                });
            });
        }
    }

    private void keepThatItWasAccepted() {
        ControllerMemory now = ways.memory().now();
        if (now.orders().find(order.id()).isPresent()) {
            ways.memory().become(now.with(now.orders().accepted(order.id())));
        }
    }

    private void challenged(FullJid there, int now, @Nullable IqResponse answer) {
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
        ways.worker()
                .begin(() -> signed(nonce))
                .whenDone((element, failure) -> ways.host().run(() -> {
                    if (element != null) {
                        then.accept(element);
                    } else if (sent || ways.memory().isUncertain()) {
                        // Where nobody knows what is on the disk, it may go on after a restart.
                        over(UncertainException.of(true));
                    } else {
                        over(new ClientException("the command cannot be signed, or its counter not be kept", failure));
                    }
                }));
    }

    /** The counter and the order are kept before they are used: no counter is used twice, and no command is sent and forgotten. */
    private Element signed(Optional<Octets> nonce) {
        ControllerMemory before = ways.memory().now();
        if (order.isOver()
                || before.orders()
                        .find(order.id())
                        .filter(KeptOrder::mayBeForgotten)
                        .isPresent()) {
            throw new ClientException("it is over, or the device may have forgotten it and would do it once more");
        }
        BareJid device = order.device();
        KnownDevice known = before.find(device)
                .orElseThrow(() -> ControllerLine.unknown(device))
                .commanded();
        Instant notBefore = ways.host().timeline().now().minus(SKEW).truncatedTo(ChronoUnit.MILLIS);
        Warrant.Times times = new Warrant.Times(notBefore, what.expiry());
        Codec<C> codec = what.type().codec();
        KeptOrder kept = new KeptOrder(order.id(), device, times, false, 0, codec.encode(what.command()));
        ways.memory().become(before.with(known).with(before.orders().signed(kept)));
        Warrant warrant = new Warrant(ways.host().account(), device, known.counter(), times, order.id(), nonce);
        return SignedCommand.codec(codec)
                .encode(SignedCommand.sign(
                        warrant, what.command(), codec, before.keys().signing()));
    }

    private void send(FullJid there, int now, Element element) {
        if (order.isOver() || now != attempt) {
            return;
        }
        sent = true;
        ways.host()
                .request(IqRequest.Action.SET, Optional.of(there), element, order::wasAccepted)
                .whenDone((answer, failure) -> ways.host().run(() -> answered(now, answer)));
    }

    private void answered(int now, @Nullable IqResponse answer) {
        Optional<Answered<R>> answered = Optional.ofNullable(answer)
                .flatMap(there -> there.content().first(Signed.NAMESPACE, Signed.NAME.local()))
                .flatMap(this::read)
                .filter(this::saysSomething);
        if (answered.isPresent()) {
            over(answered.get());
        } else if (now == attempt) {
            again();
        }
    }

    /** A device that sleeps has answered by a message. */
    void answered(Element answer) {
        read(answer).filter(this::saysSomething).ifPresent(this::over);
    }

    /** Some reasons are given before the device looks whether it was done when it came first. */
    private boolean saysSomething(Answered<R> answered) {
        return !answered.why()
                .filter(why -> why == Reason.STALE || why == Reason.TOO_MANY)
                .isPresent();
    }

    private Optional<Answered<R>> read(Element answer) {
        Codec<Answered<R>> codec = Answered.codec(what.type().answer());
        return ways.memory()
                .now()
                .find(order.device())
                .flatMap(known -> Signed.codec(codec)
                        .decode(answer)
                        .value()
                        .filter(signed -> signed.isSignedWith(known.keys().verifying(), codec, digest))
                        .map(Signed::content)
                        .filter(content -> content.id().equals(order.id())));
    }

    void received(Signed<Received> received, KnownDevice known) {
        if (received.content().id().equals(order.id())
                && received.isSignedWith(known.keys().verifying(), Received.CODEC, digest)) {
            order.wasReceived();
        }
    }

    private void again() {
        trying = false;
        if (!order.isOver()) {
            ways.host().timeline().after(PAUSE, () -> ways.host().run(this::go));
        }
    }

    /** It is good no more, or nobody goes on with it. */
    void expire() {
        over(UncertainException.of(sent));
    }

    /**
     * The session is over. What was sent stays kept, and goes on in the next one where that was asked for; what was not is taken out, so that
     * nothing is done of which was said that it was not sent.
     */
    void end() {
        if (sent) {
            ways.ended().accept(this);
            order.failed(UncertainException.of(true));
        } else {
            expire();
        }
    }

    private void over(Answered<R> answered) {
        ways.ended().accept(this);
        order.wasAnswered(answered);
        told.whenDone((known, never) -> ways.worker().run(this::forget));
    }

    void over(ClientException why) {
        ways.ended().accept(this);
        order.failed(why);
        told.whenDone((known, never) -> ways.worker().run(this::forget));
    }

    private void forget() {
        forget(ways.memory(), order.id());
    }

    /** Takes an order out that is over; on the worker. */
    static void forget(Stored<ControllerMemory> memory, Octets id) {
        ControllerMemory now = memory.now();
        if (now.orders().find(id).isPresent()) {
            memory.become(now.with(now.orders().without(id)));
        }
    }
}

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
    /** What stands for the last attempt. What another one was refused for says nothing of this one. */
    private Optional<Octets> last = Optional.empty();

    /**
     * The command as it is given once.
     *
     * @param element what is sent
     * @param digest what stands for it
     */
    private record Attempt(Element element, Octets digest) {}

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
        last = Optional.of(kept.attempt());
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
            sign(Optional.empty(), next -> {
                if (order.isOver()) {
                    return; // it was said that nothing was sent
                }
                sent = true;
                last = Optional.of(next.digest());
                ways.host()
                        .send(Words.kept(order.device(), next.element()))
                        .accepted()
                        .whenDone((delivery, failure) -> {
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
        sign(nonce, next -> send(there, now, next));
    }

    private void sign(Optional<Octets> nonce, Consumer<Attempt> then) {
        ways.worker()
                .begin(() -> signed(nonce))
                .whenDone((next, failure) -> ways.host().run(() -> {
                    if (next != null) {
                        then.accept(next);
                    } else if (sent || ways.memory().isUncertain()) {
                        // Where nobody knows what is on the disk, it may go on after a restart.
                        over(UncertainException.of(true));
                    } else {
                        over(new ClientException("the command cannot be signed, or its counter not be kept", failure));
                    }
                }));
    }

    /** The counter and the order are kept before they are used: no counter is used twice, and no command is sent and forgotten. */
    private Attempt signed(Optional<Octets> nonce) {
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
        Warrant warrant = new Warrant(ways.host().account(), device, known.counter(), times, order.id(), nonce);
        SignedCommand<C> signed =
                SignedCommand.sign(warrant, what.command(), codec, before.keys().signing());
        Octets attempt = signed.attempt(codec);
        KeptOrder kept = new KeptOrder(order.id(), device, times, false, 0, attempt, codec.encode(what.command()));
        ways.memory().become(before.with(known).with(before.orders().signed(kept)));
        return new Attempt(SignedCommand.codec(codec).encode(signed), attempt);
    }

    private void send(FullJid there, int now, Attempt next) {
        if (order.isOver() || now != attempt) {
            return;
        }
        sent = true;
        last = Optional.of(next.digest());
        ways.host()
                .request(IqRequest.Action.SET, Optional.of(there), next.element(), order::wasAccepted)
                .whenDone((answer, failure) -> ways.host().run(() -> answered(now, next.digest(), answer)));
    }

    private void answered(int now, Octets digest, @Nullable IqResponse answer) {
        Optional<Answered<R>> answered = Optional.ofNullable(answer)
                .flatMap(there -> there.content().first(Signed.NAMESPACE, Signed.NAME.local()))
                .flatMap(element -> read(element, digest));
        if (answered.isPresent()) {
            over(answered.get());
        } else if (now == attempt) {
            again();
        }
    }

    /** A device that sleeps has answered by a message. */
    void answered(Element answer) {
        last.flatMap(digest -> read(answer, digest)).ifPresent(this::over);
    }

    /**
     * Some reasons are given before the device looks whether it was done when it came first, and what is said of an earlier attempt says
     * nothing of the last one, unless it was done.
     */
    private boolean saysSomething(Answered<R> answered, Octets digest) {
        return !answered.why()
                .filter(why -> why == Reason.STALE
                        || why == Reason.TOO_MANY
                        || !last.filter(digest::equals).isPresent())
                .isPresent();
    }

    /** Returns what the device says of an attempt, if it says something. */
    private Optional<Answered<R>> read(Element answer, Octets digest) {
        Codec<Answered<R>> codec = Answered.codec(what.type().answer());
        return ways.memory()
                .now()
                .find(order.device())
                .flatMap(known -> Signed.codec(codec)
                        .decode(answer)
                        .value()
                        .filter(signed -> signed.isSignedWith(known.keys().verifying(), codec, digest))
                        .map(Signed::content)
                        .filter(content -> content.id().equals(order.id())))
                .filter(content -> saysSomething(content, digest));
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

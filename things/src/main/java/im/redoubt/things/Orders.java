package im.redoubt.things;

import im.redoubt.client.ClientException;
import im.redoubt.client.Host;
import im.redoubt.client.Listeners;
import im.redoubt.client.extension.Octets;
import im.redoubt.client.presence.Presences;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.things.command.Received;
import im.redoubt.things.command.SignedCommand;
import im.redoubt.things.command.Warrant;
import im.redoubt.things.key.Signed;
import im.redoubt.things.memory.ControllerMemory;
import im.redoubt.things.memory.KeptOrder;
import im.redoubt.things.memory.KeptOrders;
import im.redoubt.things.memory.KnownDevice;
import im.redoubt.things.memory.Stored;
import im.redoubt.things.vocabulary.Command;
import im.redoubt.things.vocabulary.CommandType;
import im.redoubt.xml.Element;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The commands that a controller has given and that are still good. */
final class Orders {
    /** How long a command is good if nothing else was said. */
    static final Duration STANDARD_GOOD = Duration.ofMinutes(1);

    private final Host host;
    private final Stored<ControllerMemory> memory;
    private final Worker worker;
    private final Resuming resuming;
    private final Going.Ways ways;
    /** What the application is told, on a thread of its own. */
    private final Listeners<Runnable> telling;

    private final SecureRandom random = new SecureRandom();
    private final List<Going<?, ?>> all = new CopyOnWriteArrayList<>();
    private volatile boolean over;

    Orders(Host host, Stored<ControllerMemory> memory, Worker worker, Resuming resuming) {
        this.host = host;
        this.memory = memory;
        this.worker = worker;
        this.resuming = resuming;
        this.ways = new Going.Ways(host, memory, worker, host.require(Presences.FEATURE), all::remove);
        this.telling = host.listeners();
        telling.add(Runnable::run);
    }

    /** The session is over. What was sent is kept for the next one; whoever waits here is told that nobody knows. */
    void end() {
        over = true;
        all.forEach(Going::end);
    }

    <C extends Command<R>, R> Order<R> begin(BareJid device, CommandType<C, R> type, C command, Duration good) {
        KnownDevice known = memory.now()
                .find(device)
                .orElseThrow(() -> new IllegalArgumentException("this was not paired with " + device));
        if (good.isNegative() || good.plus(Going.SKEW).compareTo(Warrant.LONGEST) > 0) {
            throw new IllegalArgumentException("a command is good for less than a day");
        }
        byte[] bytes = new byte[Warrant.ID_BYTES];
        random.nextBytes(bytes);
        Octets id = Octets.copyOf(bytes);
        byte[] purpose = SignedCommand.purposeOfPins(
                        memory.now().keys().signing().verifying(), id)
                .toByteArray();
        C closed = type.secrets().map(command, pin -> pin.sealed(known.keys().sealing(), purpose));
        // What is out of its bounds is refused here.
        if (Stored.bytes(type.codec().encode(closed)).length > KeptOrder.MOST_BYTES) {
            throw new IllegalArgumentException("a command has " + KeptOrder.MOST_BYTES + " bytes at most");
        }
        Instant expiry = host.timeline().now().plus(good);
        Going<C, R> going = new Going<>(ways, new Going.What<>(type, closed, expiry), id, device);
        going.wasTold();
        if (all.size() >= KeptOrders.MOST) {
            going.over(new ClientException("too many commands are under way; wait for some"));
            return going.order();
        }
        begin(going, good);
        return going.order();
    }

    private void begin(Going<?, ?> going, Duration good) {
        all.add(going);
        if (over) {
            going.end();
            return;
        }
        host.timeline().after(good, () -> host.run(going::expire));
        host.run(going::go);
    }

    /** What was under way when the program stopped goes on if it was asked for and is still good; else it is told that nobody knows. */
    void resume(List<KeptOrder> left) {
        for (KeptOrder before : left) {
            // Others may have been given since.
            memory.now().orders().find(before.id()).ifPresent(kept -> {
                boolean goesOn = resuming.find(kept.command().name())
                        .filter(declared -> resume(declared, kept))
                        .isPresent();
                if (!goesOn) {
                    Uncertain uncertain = new Uncertain(
                            kept.id(), kept.device(), kept.command().name(), UncertainException.of(true));
                    tell(
                            () -> resuming.uncertain().accept(uncertain),
                            () -> worker.run(() -> Going.forget(memory, kept.id())));
                }
            });
        }
    }

    private <C extends Command<R>, R> boolean resume(Resuming.Declared<C, R> declared, KeptOrder kept) {
        Optional<C> command = declared.type().codec().decode(kept.command()).value();
        command.ifPresent(known -> resume(declared, kept, known));
        return command.isPresent();
    }

    private <C extends Command<R>, R> void resume(Resuming.Declared<C, R> declared, KeptOrder kept, C command) {
        Instant expiry = kept.times().expiry();
        Going<C, R> going =
                new Going<>(ways, new Going.What<>(declared.type(), command, expiry), kept.id(), kept.device());
        going.resume(kept);
        tell(() -> declared.listener().accept(going.order()), going::wasTold);
        Instant now = host.timeline().now();
        if (kept.isGoodAt(now)) {
            begin(going, Duration.between(now, expiry));
        } else if (going.isForSleeper()) {
            awaitAnswer(going);
        } else {
            going.expire();
        }
    }

    /** It is not sent any more, but its answer may wait with the servers. */
    private void awaitAnswer(Going<?, ?> going) {
        all.add(going);
        going.stay();
        host.timeline().after(Going.SKEW, () -> host.run(going::expire));
    }

    private void tell(Runnable listener, Runnable then) {
        telling.tell(() -> {
            try {
                listener.run();
            } finally {
                then.run();
            }
        });
    }

    void deviceIsThere(BareJid device) {
        all.stream().filter(going -> going.isFor(device)).forEach(Going::go);
    }

    /** A device that sleeps has answered by a message. */
    void answered(BareJid device, Element answer) {
        all.stream().filter(going -> going.isFor(device)).forEach(going -> going.answered(answer));
    }

    void received(BareJid device, Signed<Received> received) {
        memory.now()
                .find(device)
                .ifPresent(known -> all.stream()
                        .filter(going -> going.isFor(device))
                        .forEach(going -> going.received(received, known)));
    }
}

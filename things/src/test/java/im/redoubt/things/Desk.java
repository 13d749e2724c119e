package im.redoubt.things;

import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.things.command.Role;
import im.redoubt.things.memory.ControllerMemory;
import im.redoubt.things.memory.KeptOrder;
import im.redoubt.things.memory.KeptOrders;
import im.redoubt.things.memory.KnownDevice;
import im.redoubt.things.memory.Stored;
import im.redoubt.xml.Element;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;

/** A controller of the tests that was paired with the device of a {@link Bench}; between them is only the test. */
final class Desk implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(3);

    final Bench bench;
    final Bench.Hand hand = new Bench.Hand("keypad@example.org");
    final PowerKeep keep = new PowerKeep();
    final List<Integer> heard = new ArrayList<>();
    final List<Sign> signs = new ArrayList<>();
    /** What goes on after a restart, and of what nobody knows. Arming does not go on. */
    final List<Order<Toy.State>> resumed = new ArrayList<>();

    final List<Uncertain> uncertain = new ArrayList<>();
    Executor callbacks = Runnable::run;
    FakeHost net = new FakeHost(hand.address);
    Worker worker = new Worker(Worker::thread);
    Stored<ControllerMemory> memory;
    private AtomicReference<List<KeptOrder>> left = new AtomicReference<>(List.of());
    ControllerLine line;

    Desk(Bench bench) {
        this.bench = bench;
        bench.with(hand, Role.OWNER);
        KnownDevice device = new KnownDevice(
                Bench.PANEL,
                bench.core.memory().keys().shown(),
                Role.OWNER,
                Unverified.of("panel"),
                0,
                bench.core.memory().events().next() - 1);
        ControllerMemory first = new ControllerMemory(hand.keys, List.of(device), KeptOrders.NONE);
        this.memory = Stored.open(keep, ControllerMemory.CODEC, first);
        this.line = begin();
    }

    /** The session is over, and there is another one; the program goes on. */
    void another() {
        net.end();
        settle();
        net = new FakeHost(hand.address, net.clock.instant());
        net.callbacks = callbacks;
        line = begin();
    }

    private ControllerLine begin() {
        Subjects subjects = new Subjects();
        subjects.add(Toy.INTRUSION, news -> heard.add(news.event().index()));
        ControllerLine next = new ControllerLine(
                net.host,
                memory,
                worker,
                new ControllerLine.Settings(Unverified.of("keypad"), PATIENCE, subjects, resuming(), left));
        next.signs().add(signs::add);
        net.connect(Bench.PANEL);
        return next;
    }

    private Resuming resuming() {
        Resuming resuming = new Resuming();
        resuming.add(Toy.DISARM, resumed::add);
        resuming.add(Toy.LATER, resumed::add);
        resuming.uncertain(uncertain::add);
        return resuming;
    }

    /** The program stops and starts again: there is what is on its disk. */
    void restart() {
        restart(Duration.ofSeconds(1));
    }

    /** As {@link #restart}, after so long by the clock on the wall, which may be less than nothing. */
    void restart(Duration later) {
        settle();
        worker.close();
        worker = new Worker(Worker::thread);
        net = new FakeHost(hand.address, net.clock.instant().plus(later));
        net.callbacks = callbacks;
        resumed.clear();
        uncertain.clear();
        memory = Stored.open(keep, ControllerMemory.CODEC, memory.now());
        left = new AtomicReference<>(memory.now().orders().all());
        line = begin();
    }

    /** Waits until what was begun is done, and what that has begun. */
    void settle() {
        worker.begin(() -> true).await();
        worker.begin(() -> true).await();
    }

    void comes(Element payload) {
        comes(Bench.PANEL, payload);
    }

    void comes(BareJid from, Element payload) {
        net.comes(from, payload);
        settle();
    }

    long heardUpTo() {
        return memory.now().find(Bench.PANEL).orElseThrow().heard();
    }

    @Override
    public void close() {
        worker.close();
    }
}

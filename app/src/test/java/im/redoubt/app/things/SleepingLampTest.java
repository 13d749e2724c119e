package im.redoubt.app.things;

import static im.redoubt.client.extension.Field.attribute;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.app.client.Clients;
import im.redoubt.app.command.RunningRedoubt;
import im.redoubt.client.Session;
import im.redoubt.client.extension.Codec;
import im.redoubt.client.extension.Kind;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.things.Change;
import im.redoubt.things.Controller;
import im.redoubt.things.ControllerLine;
import im.redoubt.things.Device;
import im.redoubt.things.Order;
import im.redoubt.things.Reply;
import im.redoubt.things.command.Answered.Outcome;
import im.redoubt.things.command.CommandRules;
import im.redoubt.things.command.CommandRules.Freshness;
import im.redoubt.things.command.Role;
import im.redoubt.things.vocabulary.Command;
import im.redoubt.things.vocabulary.CommandType;
import im.redoubt.things.vocabulary.Reading;
import im.redoubt.things.vocabulary.ReadingType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device that sleeps does what it was told meanwhile, once, when it wakes. */
final class SleepingLampTest {
    private static final BareJid LAMP = BareJid.of("lamp@localhost");
    private static final BareJid PHONE = BareJid.of("phone@localhost");
    private static final ReadingType<Lamp> LIGHT = new ReadingType<>(Codec.element("urn:example:lamp:1", "light")
            .of(
                    Lamp::new,
                    attribute("lit", Kind.truth(), Lamp::lit),
                    attribute("times", Kind.integer(0, 9), Lamp::times)));
    private static final CommandType<Switch, Lamp> SWITCH = new CommandType<>(
            Codec.element("urn:example:lamp:1", "switch").of(Switch::new, attribute("lit", Kind.truth(), Switch::lit)),
            LIGHT.codec(),
            new CommandRules(Set.of(Role.OWNER), Freshness.COUNTER),
            (command, change) -> command);

    @TempDir
    static Path directory;

    private static RunningRedoubt service;

    /** How it stands, and how often it was switched. */
    record Lamp(boolean lit, int times) implements Reading {}

    record Switch(boolean lit) implements Command<Lamp> {}

    @BeforeAll
    static void start() {
        service = new RunningRedoubt(directory).with("lamp").with("phone");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static Session wake(Device<Lamp> lamp) {
        return Clients.of(service, "lamp").with(lamp.feature()).build().open();
    }

    @Test
    @Tag("I-144")
    @Tag("IOT-06")
    void whatItWasToldWhileItSleptIsDoneOnceWhenItWakes(@TempDir Path home) throws InterruptedException {
        BlockingQueue<Lamp> told = new LinkedBlockingQueue<>();
        try (Device<Lamp> lamp = Device.builder(LAMP, LIGHT, new Lamp(false, 0))
                        .beat(Duration.ofHours(1))
                        .on(SWITCH, (state, command, by) -> {
                            Lamp next = new Lamp(command.lit(), state.times() + 1);
                            return Reply.done(Change.to(next), next);
                        })
                        .open(Things.keep(home.resolve("lamp")));
                Controller phone = Controller.builder(PHONE)
                        .on(LIGHT, reported -> told.add(reported.reading()))
                        .open(Things.keep(home.resolve("phone")));
                Session here = Clients.of(service, "phone")
                        .with(phone.feature())
                        .build()
                        .open()) {
            ControllerLine devices = here.get(phone.feature());
            try (Session awake = wake(lamp)) {
                Things.pair(awake.get(lamp.feature()), devices);
                assertThat(devices.read(LAMP, LIGHT).await(Things.PATIENCE).reading())
                        .isEqualTo(new Lamp(false, 0));
            }
            Order<Lamp> order = devices.order(LAMP, SWITCH, new Switch(true), Duration.ofHours(1));
            order.accepted().await(Things.PATIENCE);
            assertThat(order.received()).isNotDone();
            try (Session awake = wake(lamp)) {
                assertThat(awake.account()).isEqualTo(LAMP);
                assertThat(Things.answer(order).outcome()).isEqualTo(Outcome.DONE);
            }
            try (Session awake = wake(lamp)) {
                assertThat(awake.account()).isEqualTo(LAMP);
                Order<Lamp> off = devices.order(LAMP, SWITCH, new Switch(false));
                assertThat(Things.answer(off).result()).contains(new Lamp(false, 2));
                // While it is awake: what it would tell is of no use when it sleeps again.
                Lamp last = told.take();
                while (last.times() < 2) {
                    last = told.poll(20, TimeUnit.SECONDS);
                }
                assertThat(last).isEqualTo(new Lamp(false, 2));
            }
        }
    }
}

package im.redoubt.app.things;

import static im.redoubt.client.extension.Field.attribute;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.app.client.Clients;
import im.redoubt.app.command.RunningRedoubt;
import im.redoubt.client.Session;
import im.redoubt.client.extension.Codec;
import im.redoubt.client.extension.Kind;
import im.redoubt.client.extension.Octets;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.things.Change;
import im.redoubt.things.Controller;
import im.redoubt.things.ControllerLine;
import im.redoubt.things.Device;
import im.redoubt.things.Reply;
import im.redoubt.things.command.Answered;
import im.redoubt.things.command.CommandRules;
import im.redoubt.things.command.CommandRules.Freshness;
import im.redoubt.things.command.Reason;
import im.redoubt.things.command.Role;
import im.redoubt.things.key.SigningKey;
import im.redoubt.things.update.Intake;
import im.redoubt.things.update.Offered;
import im.redoubt.things.update.OwnProgram;
import im.redoubt.things.update.Program;
import im.redoubt.things.update.Release;
import im.redoubt.things.update.Updater;
import im.redoubt.things.vocabulary.Command;
import im.redoubt.things.vocabulary.CommandType;
import im.redoubt.things.vocabulary.Reading;
import im.redoubt.things.vocabulary.ReadingType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An owner has a kiosk start another program, which its maker signed: ordered over a server, brought by anybody, tried, and kept. */
@Tag("I-153")
final class UpdatedKioskTest {
    private static final BareJid KIOSK = BareJid.of("kiosk@localhost");
    private static final BareJid OWNER = BareJid.of("owner@localhost");
    private static final Wanted NOTHING = new Wanted(Octets.copyOf(new byte[0]));
    private static final ReadingType<Wanted> WANTED = new ReadingType<>(Codec.element("urn:example:update:1", "wanted")
            .of(Wanted::new, attribute("release", Kind.bytes(Release.MOST_BYTES), Wanted::release)));
    private static final CommandType<Install, Wanted> INSTALL = new CommandType<>(
            Codec.element("urn:example:update:1", "install")
                    .of(Install::new, attribute("release", Kind.bytes(Release.MOST_BYTES), Install::release)),
            WANTED.codec(),
            new CommandRules(Set.of(Role.OWNER), Freshness.NONCE),
            (command, change) -> command);

    private static final SigningKey MAKER = SigningKey.make(new SecureRandom());

    @TempDir
    private Path directory = Path.of("");

    private RunningRedoubt service;
    private Controller owner;

    record Wanted(Octets release) implements Reading {}

    record Install(Octets release) implements Command<Wanted> {}

    /** The kiosk while one program runs on it. */
    private final class Kiosk implements AutoCloseable {
        private final Updater updater;
        private final Device<Wanted> device;
        private final Session session;

        Kiosk(int number) {
            updater = updater(number);
            device = Device.builder(KIOSK, WANTED, NOTHING)
                    .on(INSTALL, (state, install, by) -> {
                        Wanted next = new Wanted(install.release());
                        return updater.refusal(install.release()).isPresent()
                                ? Reply.notNow()
                                : Reply.done(Change.to(next), next);
                    })
                    .open(Things.keep(directory.resolve("kiosk.state")));
            session =
                    Clients.of(service, "kiosk").with(device.feature()).build().open();
        }

        /** What somebody brings for what is wanted. */
        Intake.Finished brought(byte[] program) {
            Offered offered = updater.offer(device.state().release());
            assertThat(offered).isInstanceOf(Offered.TakenIn.class);
            Intake intake = ((Offered.TakenIn) offered).intake();
            int from = (int) intake.position();
            intake.write(program, from, program.length - from);
            return intake.finish();
        }

        @Override
        public void close() {
            session.close();
            device.close();
            updater.close();
        }
    }

    @BeforeEach
    void start() {
        service = new RunningRedoubt(directory).with("kiosk").with("owner");
        owner = Controller.builder(OWNER).open(Things.keep(directory.resolve("owner.state")));
    }

    @AfterEach
    void stop() {
        owner.close();
        service.close();
    }

    private Updater updater(int number) {
        return Updater.open(
                new OwnProgram("kiosk", number, List.of(MAKER.verifying()), 1 << 20),
                directory.resolve("programs"),
                Things.keep(directory.resolve("update.state")));
    }

    private static byte[] program(int number) {
        return ("program " + number).repeat(50).getBytes(StandardCharsets.UTF_8);
    }

    private static Octets release(int number, SigningKey key) throws NoSuchAlgorithmException {
        byte[] program = program(number);
        Octets hash = Octets.copyOf(MessageDigest.getInstance("SHA-256").digest(program));
        return new Release("kiosk", number, 0, program.length, hash).sign(key);
    }

    private static Answered<Wanted> install(ControllerLine devices, Octets release) {
        return Things.answer(devices.order(KIOSK, INSTALL, new Install(release)));
    }

    /** Says which program a launcher starts. */
    private Optional<Program> launched() {
        try (Updater launcher = updater(1)) {
            return launcher.begin();
        }
    }

    @Test
    void whatTheOwnerOrdersAndTheMakerSignedIsStarted() throws IOException, NoSuchAlgorithmException {
        try (Session here =
                Clients.of(service, "owner").with(owner.feature()).build().open()) {
            ControllerLine devices = here.get(owner.feature());
            try (Kiosk kiosk = new Kiosk(1)) {
                Things.pair(kiosk.session.get(kiosk.device.feature()), devices);
                assertThat(install(devices, release(2, SigningKey.make(new SecureRandom())))
                                .why())
                        .contains(Reason.NOT_NOW);
                assertThat(kiosk.device.state()).isEqualTo(NOTHING);
                assertThat(install(devices, release(2, MAKER)).outcome()).isEqualTo(Answered.Outcome.DONE);
                assertThat(kiosk.brought(program(3))).isEqualTo(Intake.Finished.OTHER_BYTES);
            }
            assertThat(launched()).isEmpty();
            try (Kiosk again = new Kiosk(1)) { // what was ordered is known after a restart
                assertThat(again.brought(program(2))).isEqualTo(Intake.Finished.ON_TRIAL);
            }
            Program tried = launched().orElseThrow();
            assertThat(tried.onTrial()).isTrue();
            assertThat(Files.readAllBytes(tried.file())).isEqualTo(program(2));
            try (Kiosk next = new Kiosk(2)) {
                assertThat(next.updater.confirm()).isTrue();
                for (int older : new int[] {1, 2}) {
                    assertThat(install(devices, release(older, MAKER)).why()).contains(Reason.NOT_NOW);
                }
            }
            assertThat(launched()).map(Program::onTrial).contains(false);
        }
    }
}

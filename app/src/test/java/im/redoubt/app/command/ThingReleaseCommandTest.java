package im.redoubt.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.client.extension.Octets;
import im.redoubt.protocol.Secret;
import im.redoubt.things.key.VerifyingKey;
import im.redoubt.things.memory.Keep;
import im.redoubt.things.update.Intake;
import im.redoubt.things.update.Offered;
import im.redoubt.things.update.OwnProgram;
import im.redoubt.things.update.Program;
import im.redoubt.things.update.Refusal;
import im.redoubt.things.update.Updater;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a maker signs by {@code redoubt thing release}, a device with his key takes. */
@Tag("I-153")
class ThingReleaseCommandTest {
    private static final String PASSWORD = "a password of the maker";
    private static final byte[] PROGRAM = "the program".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path directory = Path.of("");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void write() throws IOException {
        Files.write(directory.resolve("panel.jar"), PROGRAM);
    }

    private int run(String password, String... words) {
        out.reset();
        err.reset();
        List<String> all = new ArrayList<>(List.of("thing"));
        all.addAll(List.of(words));
        all.addAll(List.of("--key", "maker.key", "--password-stdin"));
        Terminal terminal = new Terminal(
                new ByteArrayInputStream((password + "\n").getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Optional.empty(),
                false,
                directory);
        return RedoubtCommand.run(terminal, all.toArray(String[]::new));
    }

    private Octets key() {
        return Octets.copyOf(
                Base64.getDecoder().decode(out.toString(StandardCharsets.UTF_8).trim()));
    }

    private Octets signed(String product, String number) {
        assertThat(run(PASSWORD, "release", "--product", product, "--number", number, "panel.jar"))
                .as(err.toString(StandardCharsets.UTF_8))
                .isEqualTo(ExitCode.OK);
        return Octets.copyOf(out.toByteArray());
    }

    @Test
    void aDeviceWithTheKeyOfTheMakerTakesWhatHeSigned() throws IOException {
        assertThat(run(PASSWORD, "key", "--new")).isEqualTo(ExitCode.OK);
        Octets made = key();
        assertThat(run(PASSWORD, "key")).isEqualTo(ExitCode.OK);
        assertThat(key()).isEqualTo(made);
        OwnProgram own =
                new OwnProgram("panel", 6, List.of(VerifyingKey.of(made).orElseThrow()), 1_000);
        try (Secret key = Secret.copyOf(new byte[32]);
                Updater updater =
                        Updater.open(own, directory.resolve("programs"), Keep.in(directory.resolve("update"), key))) {
            assertThat(updater.refusal(signed("keypad", "7"))).contains(Refusal.OTHER_PRODUCT);
            assertThat(updater.refusal(signed("panel", "6"))).contains(Refusal.NOT_NEWER);
            assertThat(updater.offer(signed("panel", "7"))).isInstanceOf(Offered.TakenIn.class);
            Intake intake = updater.underWay().orElseThrow();
            assertThat(intake.write(PROGRAM, 0, PROGRAM.length)).isFalse();
            assertThat(intake.finish()).isEqualTo(Intake.Finished.ON_TRIAL);
            assertThat(updater.begin().map(Program::file).orElseThrow()).hasBinaryContent(PROGRAM);
        }
    }

    @Test
    void theKeyIsItsOwnersAndStays() throws IOException {
        assertThat(run(PASSWORD, "release", "--product", "panel", "--number", "7", "panel.jar"))
                .isEqualTo(ExitCode.FAILURE);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("There is no key in maker.key");
        assertThat(run("short", "key", "--new")).isEqualTo(ExitCode.FAILURE);
        assertThat(run(PASSWORD, "key", "--new")).isEqualTo(ExitCode.OK);
        byte[] file = Files.readAllBytes(directory.resolve("maker.key"));
        assertThat(run(PASSWORD, "key", "--new")).isEqualTo(ExitCode.FAILURE);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("already");
        assertThat(run("another password", "key")).isEqualTo(ExitCode.FAILURE);
        assertThat(out.size()).isZero();
        assertThat(directory.resolve("maker.key")).hasBinaryContent(file);
    }

    @Test
    void whatIsNoReleaseIsNotSigned() throws IOException {
        run(PASSWORD, "key", "--new");
        Files.write(directory.resolve("empty"), new byte[0]);
        for (String[] words : new String[][] {
            {"release", "--product", "Panel", "--number", "7", "panel.jar"},
            {"release", "--product", "panel", "--number", "0", "panel.jar"},
            {"release", "--product", "panel", "--number", "7", "--replaces", "7", "panel.jar"},
            {"release", "--product", "panel", "--number", "7", "empty"},
            {"release", "--product", "panel", "--number", "seven", "panel.jar"},
            {"release", "--number", "7", "panel.jar"}
        }) {
            assertThat(run(PASSWORD, words)).isEqualTo(ExitCode.USAGE);
            assertThat(out.size()).isZero();
        }
        assertThat(run(PASSWORD, "release", "--product", "panel", "--number", "7", "missing.jar"))
                .isEqualTo(ExitCode.FAILURE);
    }

    @Test
    void helpHasExamples() {
        for (String command : new String[] {"key", "release"}) {
            assertThat(run("", command, "--help")).isEqualTo(ExitCode.OK);
            assertThat(out.toString(StandardCharsets.UTF_8)).contains("Examples:", "redoubt thing " + command);
        }
    }
}

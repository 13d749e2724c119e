package im.redoubt.server.alert;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.server.event.AlertFailure;
import im.redoubt.server.settings.AlertCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real programs, run. */
@Tag("SRV-11")
class CommandRunTest {
    @TempDir
    private Path directory = Path.of("");

    private Path script(String... lines) throws IOException {
        Path file = Files.createTempFile(
                directory,
                "page",
                ".sh",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    }

    private Outcome run(Path program, Duration limit, String... arguments) {
        List<String> words = new ArrayList<>(List.of(program.toString()));
        words.addAll(List.of(arguments));
        return new CommandRun(new AlertCommand(words, limit)).run("{\"a\":1}\n");
    }

    private static void mode(Path file, String mode) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    @Test
    void getsTheEventAndItsArgumentsAsTheyStandAndNoneOfOurEnvironment() throws IOException {
        Path seen = directory.resolve("seen");
        Path page = script("{ cat; echo \"$1\"; pwd; env; } > " + seen);
        Outcome outcome = run(page, Duration.ofSeconds(20), "$(touch /nowhere); *");
        assertThat(outcome.failure()).isEmpty();
        List<String> lines = Files.readAllLines(seen);
        assertThat(lines).startsWith("{\"a\":1}", "$(touch /nowhere); *", "/");
        // The shell itself adds PWD and the like.
        assertThat(lines.subList(3, lines.size()))
                .contains("PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LANG=C.UTF-8")
                .allMatch(line -> line.matches("(PATH|LANG|PWD|OLDPWD|SHLVL|_)=.*"));
    }

    @Test
    void anotherExitCodeIsAFailureWithTheBeginningOfWhatWasSaid() throws IOException {
        Outcome outcome = run(script("printf 'no such pager\\033[2J'; exit 3"), Duration.ofSeconds(20));
        assertThat(outcome.failure()).contains(AlertFailure.COMMAND_FAILED);
        assertThat(outcome.detail()).isEqualTo("exit code 3: no such pager\\u{1b}[2J");
    }

    @Test
    void whoeverTakesTooLongIsEndedWithItsChildren() throws IOException {
        Path children = directory.resolve("children");
        Path page = script("sleep 600 & echo $! > " + children, "sleep 600");
        Outcome outcome = run(page, Duration.ofSeconds(1));
        assertThat(outcome.failure()).contains(AlertFailure.COMMAND_TIMEOUT);
        long child = Long.parseLong(Files.readString(children).strip());
        Optional<ProcessHandle> left = ProcessHandle.of(child);
        left.ifPresent(handle -> handle.onExit().orTimeout(30, TimeUnit.SECONDS).join());
        assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    @Tag("D-105")
    void floodsOfOutputAreReadAndForgotten() throws IOException {
        Path page = script("head -c 20000000 /dev/zero | tr '\\0' x", "exit 1");
        Outcome outcome = run(page, Duration.ofSeconds(30));
        assertThat(outcome.detail()).startsWith("exit code 1: xxx").hasSizeLessThan(500);
    }

    @Test
    void itNeedNotReadAndMayLeaveSomebodyBehind() throws IOException {
        assertThat(run(script("exit 0"), Duration.ofSeconds(20)).failure()).isEmpty();
        long before = System.nanoTime();
        Outcome outcome = run(script("sleep 30 &", "exit 0"), Duration.ofSeconds(20));
        assertThat(outcome.failure()).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(15));
    }

    /** Whoever can change the program is whoever runs the service. */
    @Test
    @Tag("SRV-04")
    @Tag("B-165")
    void whatOthersCouldChangeIsNotRunAlsoWhenThatChangesLater() throws IOException {
        Path real = directory.toRealPath();
        Path page = script("exit 0");
        assertThat(CommandFile.problem(page)).isEmpty();
        mode(page, "rwxrwx---");
        assertThat(CommandFile.problem(page))
                .hasValueSatisfying(text -> assertThat(text)
                        .isEqualTo(
                                "can be changed by others. Run chmod go-w " + real.resolve(page.getFileName()) + "."));
        mode(page, "rwx----w-");
        assertThat(run(page, Duration.ofSeconds(5)).failure()).contains(AlertFailure.COMMAND_UNSAFE);
        mode(page, "rw-------");
        assertThat(CommandFile.problem(page))
                .hasValueSatisfying(
                        text -> assertThat(text).startsWith("is no program that can be run. Run chmod 755"));
        assertThat(CommandFile.problem(directory))
                .hasValueSatisfying(text -> assertThat(text).startsWith("is no program"));
        assertThat(CommandFile.problem(directory.resolve("none")))
                .contains("is not there. Put it there, or name another.");
        assertThat(CommandFile.problem(Path.of("page")))
                .hasValueSatisfying(text -> assertThat(text).startsWith("is no absolute path"));
    }

    @Test
    @Tag("SRV-04")
    void aDirectoryThatOthersCanWriteIntoIsNoPlaceForAProgramNorIsALinkOutOfOne() throws IOException {
        Path open = Files.createDirectory(directory.resolve("open"));
        Path page = Files.move(script("exit 0"), open.resolve("page"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), page);
        assertThat(CommandFile.problem(link)).isEmpty();
        mode(open, "rwxrwxrwx");
        assertThat(CommandFile.problem(page))
                .hasValueSatisfying(text -> assertThat(text).contains("where others can put another in its place"));
        assertThat(CommandFile.problem(link)).isPresent();
        Path safe = script("exit 0");
        Path hop = Files.createSymbolicLink(open.resolve("hop"), safe);
        assertThat(CommandFile.problem(safe)).isEmpty();
        assertThat(CommandFile.problem(hop)).isPresent();
    }
}

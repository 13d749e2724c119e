package im.redoubt.things.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.client.ClientException;
import im.redoubt.things.update.Intake.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of a real disk. */
@Tag("I-153")
class FileDiskTest {
    private final Workshop shop = new Workshop();

    @TempDir
    private Path home;

    private Updater open(long number) {
        return Updater.open(shop.own(number), home.resolve("programs"), shop.disk.keep());
    }

    @Test
    void anUpdateWorksOnADiskAndOverRestarts() throws IOException {
        try (Updater updater = open(1)) {
            assertThat(updater.offer(shop.signed(2))).isInstanceOf(Offered.TakenIn.class);
            Workshop.write(updater.underWay().orElseThrow(), Workshop.program(2), ProgramFile.STRIDE_BYTES + 10_000);
        }
        try (Updater updater = open(1)) {
            Intake rest = updater.underWay().orElseThrow();
            assertThat(rest.position()).isEqualTo(ProgramFile.STRIDE_BYTES);
            assertThat(Workshop.whole(rest)).isEqualTo(Finished.ON_TRIAL);
        }
        try (Updater updater = open(1)) {
            Program program = updater.begin().orElseThrow();
            assertThat(program.onTrial()).isTrue();
            assertThat(Files.readAllBytes(program.file())).isEqualTo(Workshop.program(2));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(program.file())))
                    .isEqualTo("rw-------");
        }
        try (Updater updater = open(2)) {
            assertThat(updater.confirm()).isTrue();
        }
        try (Updater updater = open(1)) {
            assertThat(updater.begin()).map(Program::onTrial).contains(false);
            assertThat(updater.refusal(shop.signed(2))).contains(Refusal.NOT_NEWER);
        }
    }

    /** Who can put a link into the directory does not have the device write elsewhere by it. */
    @Test
    void noLinkIsFollowed() throws IOException {
        Path elsewhere = Files.write(home.resolve("elsewhere"), new byte[] {1});
        FileDisk disk = new FileDisk(home.resolve("programs"));
        Files.createSymbolicLink(disk.path("program-a"), elsewhere);
        assertThat(disk.length("program-a")).isZero();
        assertThatThrownBy(() -> disk.append("program-a", new byte[10], 0, 10)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> disk.read("program-a").close()).isInstanceOf(IOException.class);
        disk.delete("program-a");
        assertThat(elsewhere).hasBinaryContent(new byte[] {1});
        disk.append("program-a", new byte[10], 0, 10);
        disk.sync("program-a");
        disk.cut("program-a", 3);
        assertThat(disk.length("program-a")).isEqualTo(3);
    }

    @Test
    void aDirectoryThatCannotBeMadeIsSaid() throws IOException {
        Files.write(home.resolve("programs"), new byte[] {1});
        assertThatThrownBy(() -> open(1)).isInstanceOf(ClientException.class).hasMessageContaining("programs");
    }
}

package im.redoubt.server.administration;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.server.event.EventLog;
import im.redoubt.server.event.EventLogSettings;
import im.redoubt.server.event.EventName;
import im.redoubt.server.event.SecurityEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("SRV-09")
@Tag("SRV-11")
class AdministratorWatchTest {
    private static final BareJid BOSS = BareJid.of("boss@localhost");
    private static final BareJid AIDE = BareJid.of("aide@localhost");

    @TempDir
    private Path directory = Path.of("");

    private List<BareJid> there = List.of();

    /** Looks so many times in a new process, and returns what was recorded. */
    private List<String> looks(int times) {
        List<String> told = new ArrayList<>();
        try (EventLog events = EventLog.open(EventLogSettings.of(directory), InstantSource.system())) {
            events.follow((time, event) -> told.add(EventName.of(event).action() + " "
                    + ((SecurityEvent.Administration) event).target().orElseThrow()));
            AdministratorWatch watch = new AdministratorWatch(() -> there, directory, events);
            for (int i = 0; i < times; i++) {
                watch.look();
                assertThat(watch.current()).isEqualTo(there);
            }
        }
        return told;
    }

    @Test
    void theFirstLookThatSeesOthersSaysSoAndOnlyThat() {
        assertThat(looks(1)).isEmpty();
        there = List.of(AIDE, BOSS);
        assertThat(looks(3)).containsExactly("administrator-added " + AIDE, "administrator-added " + BOSS);
        assertThat(looks(2)).isEmpty();
        there = List.of(BOSS);
        assertThat(looks(2)).containsExactly("administrator-removed " + AIDE);
        assertThat(looks(1)).isEmpty();
    }

    /** Whoever takes the file away hides nobody. */
    @Test
    void withoutTheFileEverybodyIsNew() throws IOException {
        there = List.of(BOSS);
        looks(1);
        Files.delete(directory.resolve("administrators"));
        assertThat(looks(1)).containsExactly("administrator-added " + BOSS);
        Files.writeString(directory.resolve("administrators"), "\u0000\u0001@@\nboss@localhost\n");
        assertThat(looks(1)).isEmpty();
    }
}

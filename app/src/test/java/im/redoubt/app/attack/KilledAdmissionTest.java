package im.redoubt.app.attack;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.app.command.RawClient;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom a device hears is what it was told to be in force, though the process is killed with the answer. */
class KilledAdmissionTest {
    private static final List<String> SMALL = List.of("-Xmx200m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    private static final String LIST = "<admission xmlns='urn:redoubt:admission:0' admits='listed'>"
            + "<admitted jid='keypad@localhost'/></admission>";

    @TempDir
    private Path directory = Path.of("");

    @Test
    @Tag("C-109")
    @Tag("IOT-05")
    void aListThatWasAnsweredForHoldsAfterAKill() {
        Path data = directory.resolve("data");
        try (RedoubtProcess process = RedoubtProcess.start(data, SMALL, "accounts.plain_within_tls=true")) {
            process.with("panel").with("keypad").with("eve");
            try (RawClient panel = process.signIn("panel")) {
                panel.send("<iq type='set' id='list'>" + LIST + "</iq>").await("id='list'");
                process.kill();
            }
        }
        try (RedoubtProcess process = RedoubtProcess.start(data, SMALL, "accounts.plain_within_tls=true")) {
            try (RawClient eve = process.signIn("eve");
                    RawClient keypad = process.signIn("keypad")) {
                eve.send("<message to='panel@localhost' type='chat'><body>lost</body></message>"
                                + "<presence type='subscribe' to='panel@localhost'/>")
                        .settle();
                keypad.send("<message to='panel@localhost' type='chat'><body>kept</body></message>")
                        .settle();
            }
            try (RawClient panel = process.signIn("panel")) {
                String come = panel.send("<presence/>").settle();
                assertThat(come).contains("kept").doesNotContain("lost").doesNotContain("subscribe");
            }
        }
    }
}

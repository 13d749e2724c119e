package im.redoubt.app.thing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The story of the demonstration, as real processes against the server; each of its steps waits for what must be seen. */
final class AlarmStoryTest {
    @Test
    @Tag("IOT-02")
    @Tag("IOT-03")
    @Tag("IOT-04")
    @Tag("IOT-05")
    @Tag("IOT-06")
    @Tag("I-143")
    @Tag("I-144")
    @Tag("I-146")
    @Tag("I-147")
    @Tag("I-149")
    void nothingButThePinDisarms(@TempDir Path directory) {
        List<String> seen = new CopyOnWriteArrayList<>();
        try (AlarmStory story = new AlarmStory(directory, seen::add)) {
            story.play();
        }
        List<String> wire = seen.stream()
                .filter(line -> line.contains("|   >> ") || line.contains("|   << "))
                .toList();
        assertThat(wire).anyMatch(line -> line.contains("<disarm xmlns='urn:redoubt:alarm:0'"));
        // What our own parts say; the attackers' own messages are not watched.
        assertThat(wire).noneMatch(line -> line.contains("<body") || line.contains("type='chat'"));
        assertThat(seen).noneMatch(line -> line.contains("471108") || line.contains("471109"));
    }
}

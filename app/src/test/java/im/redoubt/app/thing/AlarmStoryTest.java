package im.redoubt.app.thing;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.audit.Finding;
import im.redoubt.audit.Report;
import im.redoubt.audit.Unread;
import im.redoubt.audit.traffic.CapturePoint;
import im.redoubt.audit.traffic.TrafficLinter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
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
    @Tag("I-151")
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
        assertThat(linted(seen)).isEmpty();
    }

    /** What the linter of traffic says of it. */
    private static List<String> linted(List<String> seen) {
        List<String> said = new ArrayList<>();
        InputStream capture = new ByteArrayInputStream(String.join("\n", seen).getBytes(StandardCharsets.UTF_8));
        try {
            TrafficLinter.read("story", capture, CapturePoint.WIRE, new Report() {
                @Override
                public void found(Finding finding) {
                    said.add(finding.line() + " " + finding.rule().id());
                }

                @Override
                public void unread(Unread unread) {
                    said.add(unread.line() + " " + unread.why());
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return said;
    }
}

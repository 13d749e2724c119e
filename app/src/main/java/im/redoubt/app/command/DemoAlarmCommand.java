package im.redoubt.app.command;

import im.redoubt.app.thing.AlarmStory;
import im.redoubt.app.thing.StoryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Plays the story of an alarm system. */
@Command(
        name = "alarm",
        description =
                "Starts a server, a panel, a keypad and a portal as processes of their own, and plays the story with what is on the"
                        + " wire in view: pairing, arming, an intrusion while the network is cut, five attacks that fail, disarming. Takes about"
                        + " half a minute, keeps nothing. Exit code 1 if something was not as it must be.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  redoubt demo alarm",
            "  redoubt demo alarm --brief                  without what is on the wire",
            "  redoubt thing --help                        each part alone, on several machines"
        })
final class DemoAlarmCommand extends TerminalCommand {
    @Option(names = "--brief", description = "Shows the scenes and what the parts say, and not what is on the wire.")
    private boolean brief;

    DemoAlarmCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        try {
            Path directory = Files.createTempDirectory("redoubt-demo");
            try (AlarmStory story = new AlarmStory(directory, this::show)) {
                story.play();
                return ExitCode.OK;
            } catch (StoryException otherwise) {
                throw new CommandException("This is not as it must be: " + otherwise.getMessage() + ".");
            } finally {
                remove(directory);
            }
        } catch (IOException e) {
            throw new CommandException("There is no room for the demonstration: " + e.getMessage() + ".");
        }
    }

    private void show(String line) {
        boolean wire = line.contains("|   >> ") || line.contains("|   << ");
        boolean counting = wire && line.contains("urn:xmpp:sm:3");
        if (line.startsWith("==")) {
            terminal().out().println(terminal().paint(Terminal.Style.STRONG, line));
        } else if (!counting && !(brief && wire)) {
            terminal().out().println(line);
        }
    }

    private static void remove(Path directory) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(directory)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.deleteIfExists(each);
        }
    }
}

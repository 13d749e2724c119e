package im.redoubt.app.command;

import im.redoubt.app.lint.LintRun;
import im.redoubt.audit.Rule;
import im.redoubt.audit.Unread;
import im.redoubt.audit.traffic.CapturePoint;
import im.redoubt.audit.traffic.TrafficLinter;
import im.redoubt.audit.traffic.TrafficRules;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lints captured traffic. */
@Command(
        name = "traffic",
        description = {
            "Names the mistakes in captured XMPP traffic, each with its line, the reason and the mend. Reads stanzas, whole streams"
                    + " (both directions in one file), XML with stanzas in it, and logs with stanzas in their lines. Nothing of what"
                    + " is in the stanzas is printed.",
            "Exit codes: 0 nothing was found; 1 something was found; 2 something could not be read."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  redoubt lint traffic capture.xml",
            "  redoubt lint traffic --json findings.json --sarif findings.sarif client.log server.log",
            "  adb logcat -d | redoubt lint traffic --json - -"
        })
final class LintTrafficCommand extends Linting {
    @Option(
            names = "--inside-tls",
            description = "The captures were taken inside of TLS, as by the debug log of a client on direct TLS.")
    private boolean insideTls;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Captures in UTF-8, or - for standard input.")
    private List<String> files = new ArrayList<>();

    LintTrafficCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    List<Rule> rules() {
        return TrafficRules.all();
    }

    @Override
    void lint(LintRun run) {
        CapturePoint point = insideTls ? CapturePoint.INSIDE_TLS : CapturePoint.WIRE;
        for (String file : files) {
            try (InputStream in = open(file)) {
                TrafficLinter.read(file, new Watched(in), point, run);
            } catch (IOException | InvalidPathException e) {
                run.unread(new Unread(file, 0, "there is no such file, it is no file, or it may not be read"));
            }
        }
    }

    private InputStream open(String file) throws IOException {
        if (file.equals("-")) {
            return terminal().in();
        }
        Path path = terminal().directory().resolve(file);
        return Files.newInputStream(path);
    }

    /** Shows how much was read, where that takes long. */
    private final class Watched extends FilterInputStream {
        private static final long STEP_BYTES = 8 << 20;

        private long read;

        Watched(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, length);
            long before = read / STEP_BYTES;
            read += Math.max(count, 0);
            if (read / STEP_BYTES > before) {
                progress((read >> 20) + " MiB");
            }
            return count;
        }
    }
}

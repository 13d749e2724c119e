package im.redoubt.app.lint;

import im.redoubt.audit.Finding;
import im.redoubt.audit.Unread;
import im.redoubt.client.text.TerminalLine;
import im.redoubt.client.text.Unverified;
import java.io.PrintStream;

/** For people: each finding on a line that editors understand, and its mend below. The name of a file is somebody else's text. */
final class TextListing implements Listing {
    private static final TerminalLine LINE = TerminalLine.of(1_000);

    private final PrintStream out;
    private long findings;

    TextListing(PrintStream out) {
        this.out = out;
    }

    /** Encodes the name of a file. */
    static String shown(String file) {
        int most = Math.min(file.length(), Unverified.MOST_CHARS);
        return LINE.encode(Unverified.of(file.substring(0, most))).line();
    }

    @Override
    public void found(Finding finding) {
        findings++;
        out.println(shown(finding.file()) + ":" + finding.line() + ": "
                + finding.rule().severity().word() + " " + finding.rule().id() + ": "
                + finding.rule().reason());
        out.println("    Mend: " + finding.rule().mend());
    }

    @Override
    public void unread(Unread unread) {
        // Is told on standard error in any case.
    }

    @Override
    public void end() {
        out.println(findings == 0 ? "No findings." : findings == 1 ? "1 finding." : findings + " findings.");
    }
}

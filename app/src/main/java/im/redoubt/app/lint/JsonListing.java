package im.redoubt.app.lint;

import im.redoubt.audit.Finding;
import im.redoubt.audit.Unread;
import im.redoubt.server.event.JsonWriter;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** One object: {@code findings} as they come, then {@code unread}, what could not be judged. */
final class JsonListing implements Listing {
    private final PrintStream out;
    private final List<Unread> unread = new ArrayList<>();
    private String before = "{\"findings\":[\n";

    JsonListing(PrintStream out) {
        this.out = out;
    }

    @Override
    public void found(Finding finding) {
        out.print(before
                + new JsonWriter()
                        .field("file", finding.file())
                        .field("line", finding.line())
                        .field("rule", finding.rule().id())
                        .field("severity", finding.rule().severity().word())
                        .field("message", finding.rule().reason())
                        .field("mend", finding.rule().mend())
                        .finish());
        before = ",\n";
    }

    @Override
    public void unread(Unread what) {
        unread.add(what);
    }

    @Override
    public void end() {
        out.print((before.startsWith("{") ? before : "\n") + "],\"unread\":[");
        String separator = "\n";
        for (Unread what : unread) {
            out.print(separator
                    + new JsonWriter()
                            .field("file", what.file())
                            .field("line", what.line())
                            .field("message", what.why())
                            .finish());
            separator = ",\n";
        }
        out.println("]}");
    }
}

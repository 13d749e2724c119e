package im.redoubt.app.lint;

import im.redoubt.audit.Finding;
import im.redoubt.audit.Rule;
import im.redoubt.audit.Unread;
import im.redoubt.server.event.JsonWriter;
import java.io.PrintStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A log of SARIF 2.1.0 with one run; what could not be read is a notification of it (section 3.20.21). */
final class SarifListing implements Listing {
    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

    private final PrintStream out;
    private final List<Unread> unread = new ArrayList<>();
    private String before = "\n";

    SarifListing(PrintStream out, String version, List<Rule> rules) {
        this.out = out;
        out.print("{\"$schema\":\"" + SCHEMA
                + "\",\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":{\"name\":\"redoubt lint\","
                + quoted("version", version) + ",\"rules\":[\n"
                + rules.stream().map(SarifListing::rule).collect(Collectors.joining(",\n"))
                + "]}},\"columnKind\":\"utf16CodeUnits\",\"results\":[");
    }

    @Override
    public void found(Finding finding) {
        String result = new JsonWriter()
                .field("ruleId", finding.rule().id())
                .field("level", finding.rule().severity().word())
                .begin("message")
                .field("text", finding.rule().reason() + " " + finding.rule().mend())
                .end()
                .finish();
        out.print(before + with(result, locations(finding.file(), finding.line())));
        before = ",\n";
    }

    @Override
    public void unread(Unread what) {
        unread.add(what);
    }

    @Override
    public void end() {
        out.print("],\"invocations\":[{\"executionSuccessful\":" + unread.isEmpty()
                + ",\"toolExecutionNotifications\":[");
        String separator = "\n";
        for (Unread what : unread) {
            String notification = new JsonWriter()
                    .field("level", "error")
                    .begin("message")
                    .field("text", what.why())
                    .end()
                    .finish();
            out.print(separator + with(notification, locations(what.file(), what.line())));
            separator = ",\n";
        }
        out.println("]}]}]}");
    }

    private static String rule(Rule rule) {
        return new JsonWriter()
                .field("id", rule.id())
                .begin("shortDescription")
                .field("text", rule.reason())
                .end()
                .begin("help")
                .field("text", rule.mend())
                .end()
                .begin("defaultConfiguration")
                .field("level", rule.severity().word())
                .end()
                .finish();
    }

    private static String locations(String file, long line) {
        JsonWriter location = new JsonWriter()
                .begin("physicalLocation")
                .begin("artifactLocation")
                .field("uri", uri(file))
                .end();
        if (line > 0) {
            location.begin("region").field("startLine", line).end();
        }
        return "\"locations\":[" + location.end().finish() + "]";
    }

    // Relative where the name is, as those who show results beside sources want it.
    private static String uri(String file) {
        try {
            String path = file.replace('\\', '/');
            return new URI(path.startsWith("/") ? "file" : null, path.startsWith("/") ? "" : null, path, null)
                    .toASCIIString();
        } catch (URISyntaxException e) {
            return "unnamed";
        }
    }

    private static String with(String object, String member) {
        return object.substring(0, object.length() - 1) + "," + member + "}";
    }

    private static String quoted(String name, String value) {
        String object = new JsonWriter().field(name, value).finish();
        return object.substring(1, object.length() - 1);
    }
}

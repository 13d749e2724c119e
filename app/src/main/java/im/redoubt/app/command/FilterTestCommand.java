package im.redoubt.app.command;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.server.filter.FilterRule;
import im.redoubt.server.filter.FilterRules;
import im.redoubt.server.filter.Trial;
import im.redoubt.server.settings.FilterSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tries rules on stanzas. */
@Command(
        name = "test",
        description = {
            "Says what the rules of the configuration would do with stanzas, which rule decides, and which would be next. Needs no"
                    + " service, and changes nothing. Rates are counted as if all stanzas were sent at once.",
            "Exit codes: 0 all pass; 1 some rule acts; 2 there is something that is no stanza; 4 the configuration is refused."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  redoubt filter test \"<message to='bob@example.org'><body>cheap pills</body></message>\"",
            "  redoubt filter test --from mallory@example.net stanzas.xml",
            "  grep -h '<message' captured.log | redoubt filter test -"
        })
final class FilterTestCommand extends ServiceCommand {
    private static final int MOST_BYTES = 16 << 20;

    @Option(
            names = "--from",
            paramLabel = "ADDRESS",
            description = "Who sends what has no from; without it: somebody@DOMAIN.")
    private @Nullable String from;

    @Parameters(
            paramLabel = "STANZA",
            arity = "1..*",
            description = "Stanzas as XML, a file with some, or - for standard input.")
    private List<String> stanzas = new ArrayList<>();

    FilterTestCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        FilterSettings filter = settings().filter();
        BareJid sender = from == null ? BareJid.of("somebody", settings().domain()) : account();
        Trial trial = new Trial(
                filter.rules(), filter.bounds(), settings().limits().stanzas().xml(), sender);
        boolean acts = false;
        for (String source : stanzas) {
            for (Trial.Result result : run(trial, source)) {
                print(result);
                acts |= result.first()
                        .filter(verdict -> !(verdict.rule().action() instanceof FilterRule.Action.Pass))
                        .isPresent();
            }
        }
        return acts ? ExitCode.FAILURE : ExitCode.OK;
    }

    private BareJid account() {
        return BareJid.parse(String.valueOf(from))
                .orElseThrow(
                        () -> new CommandException(ExitCode.USAGE, "--from: this is no address; write NAME@DOMAIN."));
    }

    private List<Trial.Result> run(Trial trial, String source) {
        String place = source.startsWith("<") ? "the argument" : source.equals("-") ? "standard input" : source;
        try {
            return trial.run(read(source));
        } catch (IllegalArgumentException e) {
            throw new CommandException(ExitCode.USAGE, place + ": " + e.getMessage() + ". Nothing further was tried.");
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.USAGE, place + ": cannot be read. Write a stanza, a file with stanzas, or -.");
        }
    }

    private byte[] read(String source) throws IOException {
        if (source.startsWith("<")) {
            return source.getBytes(StandardCharsets.UTF_8);
        }
        if (source.equals("-")) {
            return limited(terminal().in());
        }
        Path file = terminal().directory().resolve(source);
        try (InputStream in = Files.newInputStream(file)) {
            return limited(in);
        }
    }

    private static byte[] limited(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new IllegalArgumentException("there are more than " + MOST_BYTES + " bytes");
        }
        return bytes;
    }

    private void print(Trial.Result result) {
        terminal()
                .out()
                .println(result.kind() + " from " + result.stanza().from().orElseThrow() + " to " + result.recipient()
                        + ": " + told(result.first()));
        result.first().ifPresent(verdict -> {
            terminal().out().println("  because " + reason(verdict));
            terminal().out().println("  without that rule: " + told(result.next()));
        });
    }

    private static String told(Optional<FilterRules.Verdict> verdict) {
        return verdict.map(found -> found.rule().action().word() + " (rule " + (found.place() + 1) + ", \""
                        + found.rule().name() + "\")")
                .orElse("pass (no rule)");
    }

    private static String reason(FilterRules.Verdict verdict) {
        String conditions = FilterSettings.lines(verdict.rule()).stream()
                .filter(line -> !line.startsWith("name =") && !line.startsWith("then =") && !line.startsWith("say ="))
                .collect(Collectors.joining(", "));
        return switch (verdict.fit()) {
            case WHOLE, NONE -> conditions;
            case TOO_LONG -> conditions + "; it has more text than limits.filter_body_bytes, which counts as fitting";
            case TOO_COSTLY ->
                conditions + "; to find out takes more than limits.filter_steps, which counts as fitting";
        };
    }
}

package im.redoubt.app.command;

import im.redoubt.app.config.ConfigurationException;
import im.redoubt.client.ClientException;
import im.redoubt.server.admin.AdministrationException;
import im.redoubt.server.tls.TlsException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program: it finds the command and turns what goes wrong into one line and an exit code. */
@Command(
        name = "redoubt",
        description = "A security-first XMPP service.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  redoubt up                                  serve localhost, keep everything in ./data",
            "  redoubt up --domain chat.example.org        serve a domain of your own",
            "  redoubt user add alice                      make an account",
            "  redoubt COMMAND --help                      more about a command",
            "",
            "Exit codes: 0 done; 1 it did not work; 2 the command line is wrong; 3 something must be installed first;",
            "4 the configuration is refused; 5 another process works with the data."
        })
public final class RedoubtCommand {
    /** All commands in the order of the help. Only the one that is called is built: that is faster. */
    private static final Map<String, Function<Terminal, Object>> COMMANDS = commands();

    // Picocli finds it by its annotation and sets it; nobody reads it.
    @SuppressWarnings("UnusedVariable")
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;

    // As above.
    @SuppressWarnings("UnusedVariable")
    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Prints the version.")
    private boolean version;

    private RedoubtCommand() {}

    private static Map<String, Function<Terminal, Object>> commands() {
        Map<String, Function<Terminal, Object>> all = new LinkedHashMap<>();
        all.put("up", terminal -> new UpCommand(terminal, RedoubtService::start));
        all.put("user", UserCommand::create);
        all.put("session", SessionCommand::create);
        all.put("client", ClientCommand::create);
        all.put("invite", InviteCommand::new);
        all.put("filter", FilterCommand::create);
        all.put("ca", CaCommand::new);
        all.put("chat", ChatCommand::new);
        all.put("pin", PinCommand::new);
        all.put("thing", ThingCommand::create);
        all.put("demo", DemoCommand::create);
        all.put("lint", LintCommand::create);
        all.put("config", ConfigCommand::new);
        all.put("doctor", DoctorCommand::new);
        all.put("events", EventsCommand::create);
        all.put("alert", AlertCommands::create);
        all.put("completion", CompletionCommand::new);
        all.put("version", VersionCommand::new);
        return all;
    }

    /**
     * Runs a command.
     *
     * @param terminal what it reads and writes
     * @param args the command and its options
     * @return one of {@link ExitCode}
     */
    public static int run(Terminal terminal, String... args) {
        CommandLine line = commandLine(terminal, args.length > 0 ? args[0] : "");
        int code = line.execute(args);
        terminal.out().flush();
        terminal.err().flush();
        return code;
    }

    /**
     * Builds the parser.
     *
     * @param terminal what the commands read and write
     * @param wanted the only command to build; all are built when there is none of this name
     * @return the parser
     */
    static CommandLine commandLine(Terminal terminal, String wanted) {
        CommandLine root = new CommandLine(new RedoubtCommand());
        COMMANDS.forEach((name, make) -> {
            if (name.equals(wanted) || !COMMANDS.containsKey(wanted)) {
                root.addSubcommand(name, make.apply(terminal));
            }
        });
        root.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
        root.setUsageHelpWidth(100);
        root.getCommandSpec().versionProvider(() -> VersionCommand.lines().toArray(String[]::new));
        root.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
        root.setColorScheme(CommandLine.Help.defaultColorScheme(terminal.colour() ? Ansi.ON : Ansi.OFF));
        root.setParameterExceptionHandler((e, args) -> usage(terminal, e));
        root.setExecutionExceptionHandler((e, line, parsed) -> failure(terminal, e));
        root.setExecutionStrategy(RedoubtCommand::execute);
        root.setCaseInsensitiveEnumValuesAllowed(true);
        return root;
    }

    private static int execute(ParseResult parsed) {
        if (parsed.isVersionHelpRequested()) {
            CommandLine root = parsed.commandSpec().commandLine();
            root.printVersionHelp(root.getOut());
            return ExitCode.OK;
        }
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        CommandLine called = last.commandSpec().commandLine();
        if (last.isUsageHelpRequested() || !(called.getCommand() instanceof Callable)) {
            boolean asked = last.isUsageHelpRequested();
            called.usage(asked ? called.getOut() : called.getErr());
            return asked ? ExitCode.OK : ExitCode.USAGE;
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    private static int usage(Terminal terminal, ParameterException e) {
        CommandLine called = e.getCommandLine();
        if (e instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption() && !isGroup(called)) {
            // What is too many is often a password: it must not be repeated where it may be logged.
            tell(terminal, "There are too many arguments. A password is never one: it is asked for.");
        } else {
            tell(terminal, firstLine(e));
            UnmatchedArgumentException.printSuggestions(e, called.getErr());
        }
        terminal.err().println("Try " + called.getCommandSpec().qualifiedName() + " --help.");
        return ExitCode.USAGE;
    }

    private static boolean isGroup(CommandLine called) {
        return !called.getSubcommands().isEmpty();
    }

    private static int failure(Terminal terminal, Exception e) {
        return switch (e) {
            case CommandException refused -> {
                tell(terminal, firstLine(refused));
                yield refused.exitCode();
            }
            case ConfigurationException refused -> {
                refused.problems().forEach(problem -> tell(terminal, problem));
                yield ExitCode.CONFIGURATION;
            }
            case AdministrationException refused -> {
                tell(terminal, refused.getMessage());
                yield ExitCode.FAILURE;
            }
            case TlsException refused -> {
                tell(terminal, firstLine(refused));
                yield ExitCode.FAILURE;
            }
            case ClientException refused -> {
                tell(terminal, firstLine(refused));
                yield ExitCode.FAILURE;
            }
            default -> {
                tell(
                        terminal,
                        "This should not happen (" + e.getClass().getSimpleName() + ": " + firstLine(e)
                                + "). Please report it; REDOUBT_TRACE=1 shows more.");
                if (System.getenv("REDOUBT_TRACE") != null) {
                    e.printStackTrace(terminal.err());
                }
                yield ExitCode.FAILURE;
            }
        };
    }

    private static void tell(Terminal terminal, String problem) {
        terminal.err().println(terminal.paint(Terminal.Style.BAD, "redoubt: ") + problem);
    }

    private static String firstLine(Exception e) {
        String message = e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}

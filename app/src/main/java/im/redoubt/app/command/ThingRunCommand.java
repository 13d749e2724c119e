package im.redoubt.app.command;

import im.redoubt.app.pin.Probe;
import im.redoubt.app.thing.Screen;
import im.redoubt.app.thing.ThingConsole;
import im.redoubt.app.thing.ThingHome;
import im.redoubt.client.Client;
import im.redoubt.client.credential.Credentials;
import im.redoubt.client.credential.Password;
import im.redoubt.client.invitation.Invitation;
import im.redoubt.client.trust.Pin;
import im.redoubt.client.trust.Pins;
import im.redoubt.client.trust.SeenCertificate;
import im.redoubt.client.trust.Trust;
import im.redoubt.client.trust.Verdict;
import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.things.Uplink;
import im.redoubt.things.memory.Keep;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Runs a thing. At its first start it is enrolled: the server proves itself by an authority, and from then on by the pins that it had then; the
 * password gives way to a token.
 */
abstract class ThingRunCommand extends TerminalCommand {
    private static final int BEATS_OF_PATIENCE = 3;

    @Parameters(paramLabel = "ACCOUNT", description = "The account of the thing: name@domain.")
    private String account = "";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where it keeps what it is; without: things/ and the account's name.")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--invite",
            paramLabel = "LINK",
            description = "Has the server make the account first, with this invitation (redoubt invite prints one).")
    private Optional<String> invite = Optional.empty();

    @Option(names = "--password-stdin", description = "Takes the password from the first line of standard input, once.")
    private boolean stdin;

    @Option(
            names = "--beat",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description =
                    "How often a panel says that it is there; after three of these without a sign there is trouble.")
    private int beat = 60;

    @Option(names = "--wire", description = "Shows what goes over the network.")
    private boolean wire;

    @Mixin
    private ServerOptions options = new ServerOptions();

    ThingRunCommand(Terminal terminal) {
        super(terminal);
    }

    abstract ThingConsole open(Screen screen, BareJid who, Keep keep);

    final Duration beat() {
        if (beat < 1 || beat > 3_600) {
            throw new CommandException(ExitCode.USAGE, "--beat is a number of seconds from 1 to 3600.");
        }
        return Duration.ofSeconds(beat);
    }

    final Duration patience() {
        return beat().multipliedBy(BEATS_OF_PATIENCE);
    }

    @Override
    public Integer call() {
        BareJid who = BareJid.parse(account)
                .filter(address -> !address.isDomain())
                .orElseThrow(() ->
                        new CommandException(ExitCode.USAGE, "The account is an address such as panel@example.org."));
        Path directory = terminal().directory().resolve(data.orElseGet(() -> Path.of("things", who.local())));
        try (ThingHome home = ThingHome.open(directory)) {
            Pins pins = home.pins().orElseGet(() -> enrol(home, who));
            Optional<Invitation> invitation = credentials(home, who);
            Screen screen =
                    new Screen(terminal().in(), terminal().out(), terminal().prompt());
            try (ThingConsole console = open(screen, who, home.state())) {
                Client.Builder builder = options.applyTo(Client.builder(who), terminal())
                        .trust(Trust.pinsOnlyWithoutClock(pins))
                        .credentials(home.credentials())
                        .agent("Redoubt thing", who.local())
                        .with(console.feature());
                Client client = (wire ? builder.watching(screen::wire) : builder).build();
                invitation.ifPresent(one -> client.register(one).await().close());
                Uplink uplink = Uplink.begin(
                        client,
                        console::opened,
                        why -> terminal().err().println("off line: " + why.getMessage()),
                        Thread.ofVirtual().factory());
                try {
                    console.run(screen);
                } finally {
                    uplink.close();
                }
            }
        }
        return ExitCode.OK;
    }

    /** The server proves itself by an authority, once, and what it showed then is what it has to show ever after. */
    private Pins enrol(ThingHome home, BareJid who) {
        Probe.Seen seen = PinCommand.seen(
                BareJid.parse("", who.domain()).orElseThrow(), options.place(), options.trust(terminal()));
        if (!(seen.verdict() instanceof Verdict.Trusted trusted)) {
            throw new CommandException("The server of " + who.domain()
                    + " is not trusted, so nothing was enrolled; redoubt pin " + who.domain() + " says why.");
        }
        List<Pin> pins = new ArrayList<>();
        trusted.seen().stream()
                .map(SeenCertificate::pins)
                .map(SeenCertificate.Both::key)
                .forEach(pins::add);
        if (pins.size() < Pins.FEWEST) {
            throw new CommandException(
                    "The server shows one certificate only, and a thing needs a second pin to outlive it."
                            + " Have the server send the authority's as well.");
        }
        return home.keep(pins);
    }

    /** Sees to it that there is something to sign in by. Returns the invitation by which the account is made, if it is. */
    private Optional<Invitation> credentials(ThingHome home, BareJid who) {
        Optional<Credentials> kept = home.credentials().find(who);
        boolean known =
                kept.filter(one -> one.hasPassword() || one.token().isPresent()).isPresent();
        kept.ifPresent(Credentials::close);
        if (known) {
            return Optional.empty();
        }
        Optional<Invitation> invitation = invite.map(link -> ServerOptions.invitation(link, who));
        try (Password password = invitation.isPresent() ? Password.generated() : typed(who)) {
            home.credentials().update(who, one -> one.withPassword(password)).close();
        }
        return invitation;
    }

    private Password typed(BareJid who) {
        try (Secret secret = PasswordSource.known(terminal(), who.toString(), stdin)) {
            return Password.prepared(secret);
        }
    }
}

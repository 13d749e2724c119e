package im.redoubt.app.command;

import im.redoubt.client.Client;
import im.redoubt.client.ClientException;
import im.redoubt.client.Session;
import im.redoubt.client.archive.Archive;
import im.redoubt.client.carbons.Carbons;
import im.redoubt.client.chat.Chat;
import im.redoubt.client.credential.Password;
import im.redoubt.client.invitation.Invitation;
import im.redoubt.client.presence.Presences;
import im.redoubt.client.receipt.Receipts;
import im.redoubt.client.roster.Roster;
import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A small client on the terminal, for people and for trying a server. */
@Command(
        name = "chat",
        description =
                "Signs in to an account on any XMPP server and chats. What is typed goes to the recipient; lines that begin"
                        + " with / are commands (/help shows them). Takes messages from a pipe too, one a line.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  redoubt chat alice@example.org bob@example.org",
            "  redoubt chat alice@localhost --ca data/tls/ca.pem",
            "  redoubt chat carol@example.org --invite 'xmpp:example.org?register;preauth=…'",
            "  redoubt chat alice@example.org --server xmpp.example.org:5223 --direct-tls",
            "  (cat password; uptime) | redoubt chat bot@example.org admin@example.org --password-stdin"
        })
final class ChatCommand extends TerminalCommand {
    @Parameters(index = "0", paramLabel = "ACCOUNT", description = "Who signs in: name@domain.")
    private String account = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "RECIPIENT", description = "Whom lines go to at first.")
    private Optional<String> recipient = Optional.empty();

    @Option(
            names = "--invite",
            paramLabel = "LINK",
            description = "Has the server make the account first, with this invitation (xmpp:…?register;preauth=…).")
    private Optional<String> invite = Optional.empty();

    @Option(names = "--password-stdin", description = "Takes the password from the first line of standard input.")
    private boolean stdin;

    @Mixin
    private ServerOptions options = new ServerOptions();

    ChatCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        BareJid who = BareJid.parse(account)
                .filter(address -> !address.isDomain())
                .orElseThrow(() ->
                        new CommandException(ExitCode.USAGE, "The account is an address such as alice@example.org."));
        Client.Builder builder = options.applyTo(Client.builder(who), terminal())
                .agent("Redoubt chat", System.getProperty("os.name", "a computer"))
                .with(Chat.FEATURE, Carbons.FEATURE, Archive.FEATURE)
                .with(Roster.FEATURE, Presences.FEATURE, Receipts.FEATURE);
        Optional<Invitation> invitation = invite.map(link -> ServerOptions.invitation(link, who));
        try (Secret typed = invitation.isPresent()
                        ? PasswordSource.ask(terminal(), who.toString(), stdin)
                        : PasswordSource.known(terminal(), who.toString(), stdin);
                Password password = Password.prepared(typed)) {
            terminal().err().println((invitation.isPresent() ? "Opening " : "Signing in to ") + who + " …");
            Client client = builder.password(password).build();
            try (Session session =
                    invitation.map(client::register).orElseGet(client::connect).await()) {
                return new Conversation(terminal(), session).run(recipient);
            }
        } catch (ClientException refused) {
            throw new CommandException(String.valueOf(refused.getMessage()));
        }
    }
}

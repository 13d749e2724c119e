package im.redoubt.server.command;

import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.payload.DataForm;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.protocol.stanza.StanzaError;
import im.redoubt.server.disco.DiscoNode;
import im.redoubt.server.feature.Feature;
import im.redoubt.server.feature.IqAnswer;
import im.redoubt.server.feature.Request;
import im.redoubt.server.feature.Route;
import im.redoubt.server.store.Accounts;
import im.redoubt.xml.Element;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Commands for administrators (XEP-0050). To everybody else they do not exist: they are neither listed nor told from
 * commands that really do not. A command that was begun belongs to the session that began it.
 */
public final class Commands implements Feature {
    static final String NAMESPACE = "http://jabber.org/protocol/commands";
    private static final int ID_BYTES = 16;

    /** All there are (XEP-0050 section 3.4). */
    private static final Set<String> ACTIONS = Set.of("execute", "cancel", "prev", "next", "complete");

    private final List<Command> commands;
    private final Accounts accounts;
    private final Begun begun = new Begun();
    private final Executor workers;
    private final SecureRandom random;

    /** Offers {@code commands} to the administrators among {@code accounts}; they run on {@code workers}. */
    public Commands(List<Command> commands, Accounts accounts, Executor workers, SecureRandom random) {
        this.commands = List.copyOf(commands);
        this.accounts = accounts;
        this.workers = workers;
        this.random = random;
    }

    @Override
    public List<String> specs() {
        return List.of("XEP-0050 1.3.0");
    }

    @Override
    public List<String> advertisedByServer() {
        return List.of(NAMESPACE);
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.set(Route.Target.SERVER, NAMESPACE, "command", this::command));
    }

    /** Returns what disco says of the list and of each command. */
    public List<DiscoNode> nodes() {
        List<DiscoNode> nodes = new ArrayList<>();
        nodes.add(new CommandList(commands, this::isAdministrator));
        commands.forEach(command -> nodes.add(new CommandNode(command, this::isAdministrator)));
        return nodes;
    }

    private CompletionStage<Boolean> isAdministrator(Request request) {
        return accounts.find(request.sender().account())
                .thenApply(found -> found.filter(account -> account.admin()).isPresent());
    }

    private CompletionStage<IqAnswer> command(Request request) {
        return isAdministrator(request)
                .thenComposeAsync(
                        allowed -> allowed
                                ? step(request, request.payload())
                                : IqAnswer.refuse(StanzaCondition.FORBIDDEN).now(),
                        workers);
    }

    private CompletionStage<IqAnswer> step(Request request, Element step) {
        String node = step.attribute("node").orElse("");
        Optional<Command> command =
                commands.stream().filter(one -> one.node().equals(node)).findFirst();
        if (command.isEmpty()) {
            return IqAnswer.refuse(StanzaCondition.ITEM_NOT_FOUND).now();
        }
        FullJid owner = request.sender().address();
        Optional<String> id = step.attribute("sessionid");
        String action = step.attribute("action").orElse("execute");
        if (!ACTIONS.contains(action)) {
            return refuse(StanzaCondition.BAD_REQUEST, "malformed-action").now();
        }
        if (action.equals("prev")) {
            // There is one form and nothing before it; the command still waits for it.
            return refuse(StanzaCondition.BAD_REQUEST, "bad-action").now();
        }
        if (id.isEmpty()) {
            return action.equals("execute")
                    ? begin(command.get(), owner).now()
                    : refuse(StanzaCondition.BAD_REQUEST, "bad-action").now();
        }
        if (!begun.end(id.get(), owner, node)) {
            return refuse(StanzaCondition.BAD_REQUEST, "bad-sessionid").now();
        }
        IqAnswer answer = action.equals("cancel")
                ? IqAnswer.of(status(command.get(), id.get(), "canceled").build())
                : finish(request, command.get(), id.get(), step);
        return answer.now();
    }

    private IqAnswer begin(Command command, FullJid owner) {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        begun.begin(id, owner, command.node());
        Element actions = Element.named(NAMESPACE, "actions")
                .attribute("execute", "complete")
                .child(Element.named(NAMESPACE, "complete").build())
                .build();
        return IqAnswer.of(status(command, id, "executing")
                .child(actions)
                .child(command.form().toElement(command.name()))
                .build());
    }

    private static IqAnswer finish(Request request, Command command, String id, Element step) {
        Optional<DataForm> form = step.first(DataForm.NAMESPACE, "x")
                .flatMap(DataForm::read)
                .filter(filled -> filled.type().equals("submit"));
        if (form.isEmpty()) {
            return refuse(StanzaCondition.BAD_REQUEST, "bad-payload");
        }
        return switch (command.run(request, form.get())) {
            case Command.Outcome.Done(DataForm result) ->
                IqAnswer.of(status(command, id, "completed")
                        .child(result.toElement(command.name()))
                        .build());
            case Command.Outcome.Refused(StanzaError error) -> new IqAnswer.Refusal(error);
        };
    }

    private static Element.Builder status(Command command, String id, String status) {
        return Element.named(NAMESPACE, "command")
                .attribute("node", command.node())
                .attribute("sessionid", id)
                .attribute("status", status);
    }

    private static IqAnswer refuse(StanzaCondition condition, String reason) {
        return new IqAnswer.Refusal(StanzaError.of(condition)
                .withApplication(Element.named(NAMESPACE, reason).build()));
    }

    /** Asks whether somebody is an administrator. */
    interface Permission {
        CompletionStage<Boolean> of(Request request);

        default <T> CompletionStage<T> orElse(Request request, T allowed, T otherwise) {
            return of(request).thenApply(yes -> yes ? allowed : otherwise);
        }
    }

    static <T> CompletionStage<T> now(T value) {
        return CompletableFuture.completedFuture(value);
    }
}

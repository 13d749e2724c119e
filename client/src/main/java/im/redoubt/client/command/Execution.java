package im.redoubt.client.command;

import im.redoubt.client.ClientException;
import im.redoubt.client.Host;
import im.redoubt.client.Pending;
import im.redoubt.client.form.Form;
import im.redoubt.client.form.FormAnswer;
import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.payload.DataForm;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.IqResponse;
import im.redoubt.xml.Element;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One execution of one command of one responder: what it is asked, and whether what it says is an answer to that. */
final class Execution {
    private static final int MOST_ID_CHARS = 1_024;
    private static final int MOST_NOTES = 100;

    private final Host host;
    private final Jid responder;
    private final String node;

    Execution(Host host, Jid responder, String node) {
        this.host = host;
        this.responder = responder;
        this.node = node;
    }

    Pending<CommandStep> begin() {
        return ask(command("execute").build()).map(response -> read(response, Optional.empty()));
    }

    /** Goes on with a session. */
    Pending<CommandStep> go(String session, String action, Optional<FormAnswer> answer) {
        Element.Builder command = command(action).attribute("sessionid", session);
        answer.ifPresent(form -> command.child(form.toElement()));
        return ask(command.build()).map(response -> read(response, Optional.of(session)));
    }

    private Element.Builder command(String action) {
        return Element.named(Commands.NAMESPACE, "command")
                .attribute("node", node)
                .attribute("action", action);
    }

    private Pending<IqResponse> ask(Element command) {
        return host.request(IqRequest.Action.SET, Optional.of(responder), command);
    }

    private CommandStep read(IqResponse response, Optional<String> session) {
        Element command = response.content()
                .first(Commands.NAMESPACE, "command")
                .filter(answer -> answer.attribute("node").equals(Optional.of(node)))
                .orElseThrow(() -> new ClientException("the responder answered about another command"));
        Optional<String> named = command.attribute("sessionid");
        if (session.isPresent() && named.isPresent() && !named.equals(session)) {
            throw new ClientException("the responder answered about another session");
        }
        Optional<Form> form = command.first(DataForm.NAMESPACE, "x")
                .map(x -> Form.read(x).orElseThrow(() -> new ClientException("the responder's form is none")));
        return switch (command.attribute("status").orElse("")) {
            case "completed" -> new CommandStep.Completed(form, notes(command));
            case "canceled" -> new CommandStep.Cancelled();
            case "executing" -> {
                String id = session.orElseGet(() -> begun(named));
                yield new CommandStage(this, id, form, notes(command), actions(command));
            }
            default -> throw new ClientException("the responder does not say where the command stands");
        };
    }

    private static String begun(Optional<String> session) {
        return session.filter(id -> !id.isEmpty() && id.length() <= MOST_ID_CHARS)
                .orElseThrow(() -> new ClientException("the responder began no session"));
    }

    /** Section 3.4: without a list there is one stage. */
    private static Set<CommandAction> actions(Element command) {
        Optional<Element> list = command.first(Commands.NAMESPACE, "actions");
        EnumSet<CommandAction> actions = EnumSet.noneOf(CommandAction.class);
        for (CommandAction action : CommandAction.values()) {
            if (list.filter(names ->
                            names.first(Commands.NAMESPACE, action.wire()).isPresent())
                    .isPresent()) {
                actions.add(action);
            }
        }
        if (!list.isPresent()) {
            actions.add(CommandAction.COMPLETE);
        }
        return actions;
    }

    private static List<CommandNote> notes(Element command) {
        List<CommandNote> notes = new ArrayList<>();
        for (Element note : command.children(Commands.NAMESPACE, "note")) {
            if (notes.size() < MOST_NOTES) {
                CommandNote.Severity severity =
                        CommandNote.severity(note.attribute("type").orElse("info"));
                notes.add(new CommandNote(severity, Unverified.of(note.text())));
            }
        }
        return notes;
    }

    /** Returns the responder. */
    @Override
    public String toString() {
        return responder.toString();
    }
}

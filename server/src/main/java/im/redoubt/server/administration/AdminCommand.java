package im.redoubt.server.administration;

import im.redoubt.protocol.payload.DataForm;
import im.redoubt.protocol.payload.DataForm.Field;
import im.redoubt.protocol.stanza.StanzaError;
import im.redoubt.server.admin.Administration;
import im.redoubt.server.admin.AdministrationException;
import im.redoubt.server.command.Command;
import im.redoubt.server.feature.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A command of XEP-0133: a form, and what is done with it. */
final class AdminCommand implements Command {
    private static final String FORM_TYPE = "http://jabber.org/protocol/admin";
    private final String node;
    private final String name;
    private final Function<Request, Administration> actors;
    private final BiFunction<Administration, DataForm, List<Field>> action;
    private final List<Field> fields;

    AdminCommand(
            String node,
            String name,
            Function<Request, Administration> actors,
            BiFunction<Administration, DataForm, List<Field>> action,
            List<Field> fields) {
        this.node = FORM_TYPE + "#" + node;
        this.name = name;
        this.actors = actors;
        this.action = action;
        this.fields = fields;
    }

    @Override
    public String node() {
        return node;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public DataForm form() {
        return form("form", fields);
    }

    @Override
    public Outcome run(Request request, DataForm filled) {
        try {
            return new Outcome.Done(form("result", action.apply(actors.apply(request), filled)));
        } catch (AdministrationException refused) {
            return new Outcome.Refused(
                    StanzaError.of(ServiceCommands.condition(refused.problem()), refused.getMessage()));
        }
    }

    private static DataForm form(String type, List<Field> fields) {
        List<Field> all = new ArrayList<>();
        all.add(Field.hidden("FORM_TYPE", FORM_TYPE));
        all.addAll(fields);
        return new DataForm(type, all);
    }
}

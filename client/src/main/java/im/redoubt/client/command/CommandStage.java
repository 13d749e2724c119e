package im.redoubt.client.command;

import im.redoubt.client.ClientException;
import im.redoubt.client.Pending;
import im.redoubt.client.form.Form;
import im.redoubt.client.form.FormAnswer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A stage of a command that waits for the requester. It can be left once, in one of the ways that its responder allows; if the
 * responder refuses what it was told there (a {@link im.redoubt.client.RefusedException}), another attempt can be made.
 */
public final class CommandStage implements CommandStep {
    private final Execution execution;
    private final String session;
    private final Optional<Form> form;
    private final List<CommandNote> notes;
    private final Set<CommandAction> actions;
    private final AtomicBoolean left = new AtomicBoolean();

    CommandStage(
            Execution execution,
            String session,
            Optional<Form> form,
            List<CommandNote> notes,
            Set<CommandAction> actions) {
        this.execution = execution;
        this.session = session;
        this.form = form;
        this.notes = Collections.unmodifiableList(new ArrayList<>(notes));
        this.actions = Collections.unmodifiableSet(actions);
    }

    /** Returns what is to be filled in, if anything. */
    public Optional<Form> form() {
        return form;
    }

    /** Returns what the responder says. */
    public List<CommandNote> notes() {
        return notes;
    }

    /** Returns the ways that lead on. */
    public Set<CommandAction> actions() {
        return actions;
    }

    /**
     * Goes to the next stage.
     *
     * @param answer the form, filled in
     * @return where the command stands then
     * @throws IllegalStateException if this stage was left already, or the responder does not allow it
     */
    public Pending<CommandStep> next(FormAnswer answer) {
        return go(CommandAction.NEXT, Optional.of(answer));
    }

    /** Goes to the end; everything else is as with {@link #next}. */
    public Pending<CommandStep> complete(FormAnswer answer) {
        return go(CommandAction.COMPLETE, Optional.of(answer));
    }

    /** Goes on in this way without an answer: there was no form, or it goes back. */
    public Pending<CommandStep> go(CommandAction action) {
        return go(action, Optional.empty());
    }

    /** Ends the command. */
    public Pending<CommandStep> cancel() {
        return leave("cancel", Optional.empty());
    }

    private Pending<CommandStep> go(CommandAction action, Optional<FormAnswer> answer) {
        if (!actions.contains(action)) {
            throw new IllegalStateException("the responder does not allow this here; see actions()");
        }
        return leave(action.wire(), answer);
    }

    private Pending<CommandStep> leave(String action, Optional<FormAnswer> answer) {
        if (!left.compareAndSet(false, true)) {
            throw new IllegalStateException("this stage was left already; go on with the step that came of that");
        }
        Pending<CommandStep> step = execution.go(session, action, answer);
        step.whenDone((next, failure) -> {
            if (failure instanceof ClientException) {
                left.set(false);
            }
        });
        return step;
    }

    /** Returns the responder, nothing of what is in it. */
    @Override
    public String toString() {
        return "stage of a command of " + execution;
    }
}

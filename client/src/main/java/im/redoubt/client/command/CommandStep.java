package im.redoubt.client.command;

import im.redoubt.client.form.Form;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Where a command stands after an answer of its responder. */
public sealed interface CommandStep permits CommandStage, CommandStep.Completed, CommandStep.Cancelled {
    /**
     * It is over.
     *
     * @param result what there is to show
     * @param notes what its responder says; it failed if there is one of {@link CommandNote.Severity#ERROR}
     */
    record Completed(Optional<Form> result, List<CommandNote> notes) implements CommandStep {
        /** Copies the list. */
        public Completed {
            notes = Collections.unmodifiableList(new ArrayList<>(notes));
        }

        /** Returns whether it failed (XEP-0050 section 4.5). */
        public boolean failed() {
            return notes.stream().anyMatch(note -> note.severity() == CommandNote.Severity.ERROR);
        }
    }

    /** It was cancelled. */
    record Cancelled() implements CommandStep {}
}

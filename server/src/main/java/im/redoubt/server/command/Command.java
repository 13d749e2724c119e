package im.redoubt.server.command;

import im.redoubt.protocol.payload.DataForm;
import im.redoubt.server.feature.Request;

/** Something that is done with one form. */
public interface Command {
    /** Returns its node. */
    String node();

    /** Returns its name for people. */
    String name();

    /** Returns the form to fill in. */
    DataForm form();

    /**
     * Does it. Runs on a virtual thread, where it may block.
     *
     * @param request who asks
     * @param filled the form as filled in
     * @return what became of it
     */
    Outcome run(Request request, DataForm filled);

    /** What became of a command. */
    sealed interface Outcome {
        /**
         * It was done.
         *
         * @param result what there is to show
         */
        record Done(DataForm result) implements Outcome {}

        /**
         * It was refused.
         *
         * @param error why
         */
        record Refused(im.redoubt.protocol.stanza.StanzaError error) implements Outcome {}
    }
}

package im.redoubt.app.lint;

import im.redoubt.audit.Finding;
import im.redoubt.audit.Unread;

/** One form in which the results of a run are written. */
interface Listing {
    void found(Finding finding);

    void unread(Unread unread);

    /** Nothing comes any more. */
    void end();
}

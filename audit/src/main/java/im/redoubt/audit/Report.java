package im.redoubt.audit;

/** Takes what a linter has to say at once, so that nothing is collected. */
public interface Report {
    /** A rule is broken. */
    void found(Finding finding);

    /** Something was not read. */
    void unread(Unread unread);
}

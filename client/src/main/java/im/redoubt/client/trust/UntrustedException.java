package im.redoubt.client.trust;

import im.redoubt.client.ClientException;

/** A server did not prove who it is; nothing was sent to it. The message is the summary of the verdict, which has the rest. */
public final class UntrustedException extends ClientException {
    private static final long serialVersionUID = 1L;

    private final transient Verdict.Refused verdict;

    /**
     * @param verdict why
     */
    public UntrustedException(Verdict.Refused verdict) {
        super(verdict.summary());
        this.verdict = verdict;
    }

    /** Returns why. */
    public Verdict.Refused verdict() {
        return verdict;
    }
}

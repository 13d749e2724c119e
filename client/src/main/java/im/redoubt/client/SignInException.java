package im.redoubt.client;

import im.redoubt.client.line.DialFailure;

/** There is no session. */
public final class SignInException extends ClientException {
    private static final long serialVersionUID = 1;

    private final transient DialFailure failure;

    /** Makes one. */
    public SignInException(DialFailure failure) {
        super(failure.words());
        this.failure = failure;
    }

    /** Returns why. */
    public DialFailure failure() {
        return failure;
    }
}

package im.redoubt.client;

import im.redoubt.client.line.DialFailure;
import im.redoubt.protocol.sasl.SaslCondition;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.protocol.stream.ClientFailure;
import im.redoubt.protocol.stream.StreamCondition;

/** Whether to connect again. What cannot become better by itself is not tried again, so that nobody is locked out or flooded. */
enum Retry implements ClientFailure.Cases<Retry> {
    /** It may be better in a moment. */
    SOON,
    /** The server has too much to do, or finds that too much is asked of it: it wants to be left alone for a while. */
    LATER,
    /** Something is wrong between here and the server; it may go away, but not by itself at the first sign-in. */
    IF_IT_WORKED_BEFORE,
    /** What was refused is not tried again; if there is something else to sign in by, that is tried at once. */
    BY_SOMETHING_ELSE,
    /** Somebody has to do something. */
    NEVER;

    static Retry after(DialFailure failure) {
        if (failure instanceof DialFailure.Failed failed) {
            return failed.why().on(NEVER);
        }
        return failure instanceof DialFailure.Unreachable ? SOON : IF_IT_WORKED_BEFORE;
    }

    /** RFC 6120 section 4.9.3: which errors say that the same client may come again. */
    static Retry after(StreamCondition condition) {
        return switch (condition) {
            case CONFLICT, HOST_GONE, HOST_UNKNOWN, NOT_AUTHORIZED, INVALID_FROM, UNSUPPORTED_VERSION -> NEVER;
            case POLICY_VIOLATION, RESOURCE_CONSTRAINT -> LATER;
            default -> SOON;
        };
    }

    @Override
    public Retry insecure(ClientFailure.Insecure failure) {
        return IF_IT_WORKED_BEFORE;
    }

    @Override
    public Retry broken(ClientFailure.Broken failure) {
        return IF_IT_WORKED_BEFORE;
    }

    @Override
    public Retry ended(ClientFailure.Ended failure) {
        return after(failure.error().condition());
    }

    @Override
    public Retry redirected(ClientFailure.Redirected failure) {
        return IF_IT_WORKED_BEFORE;
    }

    @Override
    public Retry unregistered(ClientFailure.Unregistered failure) {
        return NEVER;
    }

    @Override
    public Retry noMechanism(ClientFailure.NoMechanism failure) {
        return IF_IT_WORKED_BEFORE;
    }

    @Override
    public Retry unproven(ClientFailure.Unproven failure) {
        return IF_IT_WORKED_BEFORE;
    }

    @Override
    public Retry refused(ClientFailure.Refused failure) {
        return failure.condition()
                        .filter(SaslCondition.TEMPORARY_AUTH_FAILURE::equals)
                        .isPresent()
                ? SOON
                : NEVER;
    }

    @Override
    public Retry tokenRefused(ClientFailure.TokenRefused failure) {
        return BY_SOMETHING_ELSE;
    }

    @Override
    public Retry certificateRefused(ClientFailure.CertificateRefused failure) {
        return NEVER;
    }

    @Override
    public Retry upgradeRefused(ClientFailure.UpgradeRefused failure) {
        return IF_IT_WORKED_BEFORE;
    }

    @Override
    public Retry furtherTask(ClientFailure.FurtherTask failure) {
        return NEVER;
    }

    @Override
    public Retry unbound(ClientFailure.Unbound failure) {
        return failure.condition() == StanzaCondition.RESOURCE_CONSTRAINT ? LATER : NEVER;
    }

    @Override
    public Retry stopped(ClientFailure.Stopped failure) {
        return failure.told().isPresent() ? SOON : NEVER;
    }

    @Override
    public Retry closed(ClientFailure.Closed failure) {
        return SOON;
    }
}

package im.redoubt.protocol.sasl;

import java.util.Optional;

/**
 * The end of an exchange without success.
 *
 * @param condition the condition to send
 * @param error SCRAM's own word for it, which may be sent as the text of the failure; empty for other mechanisms
 * @param reason what was found, for the log, without a byte of the input in it
 */
public record SaslRefusal(SaslCondition condition, Optional<ScramError> error, String reason)
        implements ScramServerFirst, ScramServerFinal, PlainOutcome, TokenOutcome {

    static SaslRefusal scram(SaslCondition condition, ScramError error, String reason) {
        return new SaslRefusal(condition, Optional.of(error), reason);
    }

    static SaslRefusal plain(SaslCondition condition, String reason) {
        return new SaslRefusal(condition, Optional.empty(), reason);
    }

    static SaslRefusal malformed(ScramSyntaxException e) {
        return scram(SaslCondition.MALFORMED_REQUEST, e.error(), e.reason());
    }

    @Override
    public <R> R on(ScramServerFirst.Cases<R> cases) {
        return cases.refused(this);
    }

    @Override
    public <R> R on(ScramServerFinal.Cases<R> cases) {
        return cases.refused(this);
    }

    @Override
    public <R> R on(PlainOutcome.Cases<R> cases) {
        return cases.refused(this);
    }

    @Override
    public <R> R on(TokenOutcome.Cases<R> cases) {
        return cases.refused(this);
    }
}

package im.redoubt.protocol.stream;

import im.redoubt.protocol.sasl.PlainMessage;
import im.redoubt.xml.ParsedElement;
import java.util.Arrays;
import java.util.Optional;

/**
 * The password itself is awaited, to be sent within TLS: the client was told that it may be.
 *
 * @param attempt the attempt
 */
record ExpectingPassword(ClientAttempt attempt) implements SigningIn {
    @Override
    public ClientStep element(ParsedElement element) {
        return unexpected();
    }

    @Override
    public ClientStep answered(ClientAnswer answer) {
        if (answer instanceof ClientAnswer.Password password) {
            byte[] message = PlainMessage.compose(context().account().local(), password.password());
            ClientEffect begin = attempt.begin(message);
            Arrays.fill(message, (byte) 0);
            return ClientStep.to(new ExpectingBareSuccess(attempt), begin);
        }
        return answer instanceof ClientAnswer.NoKey
                ? over(new ClientFailure.Stopped(Optional.empty()))
                : SigningIn.super.answered(answer);
    }
}

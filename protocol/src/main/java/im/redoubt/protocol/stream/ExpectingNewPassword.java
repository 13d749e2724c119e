package im.redoubt.protocol.stream;

import im.redoubt.xml.ParsedElement;
import java.util.Optional;

/**
 * The form can be filled in, and the password of the account that is to be made is awaited. The server is told it, since it is to
 * know it from now on.
 *
 * @param enrolment what is being done
 */
record ExpectingNewPassword(Enrolment enrolment) implements Enrolling {
    @Override
    public ClientStep element(ParsedElement element) {
        return unexpected();
    }

    @Override
    public ClientStep answered(ClientAnswer answer) {
        if (answer instanceof ClientAnswer.Password password) {
            return enrolment.submit(password.password());
        }
        return answer instanceof ClientAnswer.NoKey
                ? over(new ClientFailure.Stopped(Optional.empty()))
                : Enrolling.super.answered(answer);
    }
}

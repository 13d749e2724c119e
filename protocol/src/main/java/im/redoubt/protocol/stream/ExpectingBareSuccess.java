package im.redoubt.protocol.stream;

import im.redoubt.xml.ParsedElement;

/**
 * The client showed all that it has, by a mechanism in which the server proves nothing but its certificate: a success follows, with
 * nothing of the mechanism in it.
 *
 * @param attempt the attempt
 */
record ExpectingBareSuccess(ClientAttempt attempt) implements SigningIn {
    @Override
    public ClientStep element(ParsedElement element) {
        if (is(element, "failure")) {
            return attempt.refused(element);
        }
        if (is(element, "continue")) {
            return attempt.unknownTask(element);
        }
        boolean empty =
                attempt.profile().last(element).filter(data -> data.length == 0).isPresent();
        return is(element, "success") && empty
                ? attempt.profile().succeeded(Authenticated.believed(attempt), element)
                : unexpected();
    }
}

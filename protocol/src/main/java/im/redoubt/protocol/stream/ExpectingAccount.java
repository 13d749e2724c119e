package im.redoubt.protocol.stream;

import im.redoubt.protocol.stanza.IqResponse;
import im.redoubt.protocol.stanza.StanzaError;
import im.redoubt.xml.ParsedElement;

/**
 * The form was sent in, and the server says whether there is an account now (XEP-0077 section 3.1).
 *
 * @param enrolment what is being done
 * @param id the identifier of the request
 */
record ExpectingAccount(Enrolment enrolment, String id) implements Enrolling {
    @Override
    public ClientStep element(ParsedElement element) {
        return enrolment
                .answer(id, element)
                .map(answer -> answer.isError() ? enrolment.refused(reason(answer), answer) : enrolment.registered())
                .orElseGet(this::unexpected);
    }

    private static ClientFailure.Unregistered.Reason reason(IqResponse error) {
        return switch (StanzaError.conditionIn(error)) {
            case CONFLICT -> ClientFailure.Unregistered.Reason.NAME_TAKEN;
            case NOT_ACCEPTABLE -> ClientFailure.Unregistered.Reason.NOT_ACCEPTABLE;
            default -> ClientFailure.Unregistered.Reason.REFUSED;
        };
    }
}

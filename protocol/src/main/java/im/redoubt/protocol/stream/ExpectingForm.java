package im.redoubt.protocol.stream;

import im.redoubt.protocol.stanza.IqResponse;
import im.redoubt.xml.ParsedElement;
import java.util.Optional;

/**
 * The client is invited and has asked for the form (XEP-0077 section 3.1).
 *
 * @param enrolment what is being done
 * @param id the identifier of the request
 */
record ExpectingForm(Enrolment enrolment, String id) implements Enrolling {
    @Override
    public ClientStep element(ParsedElement element) {
        Optional<IqResponse> answer = enrolment.answer(id, element);
        if (!answer.isPresent()) {
            return unexpected();
        }
        return answer.get().isError()
                ? enrolment.refused(ClientFailure.Unregistered.Reason.REFUSED, answer.get())
                : answer.get()
                        .content()
                        .first(Registration.NAMESPACE, "query")
                        .map(enrolment::form)
                        .orElseGet(() -> broken(StreamCondition.INVALID_XML, "a form was expected"));
    }
}

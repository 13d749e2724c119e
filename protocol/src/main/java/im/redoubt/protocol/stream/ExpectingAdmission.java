package im.redoubt.protocol.stream;

import im.redoubt.xml.ParsedElement;

/**
 * The invitation was shown, and the server says whether it holds (XEP-0445 section 4).
 *
 * @param enrolment what is being done
 * @param id the identifier of the request
 */
record ExpectingAdmission(Enrolment enrolment, String id) implements Enrolling {
    @Override
    public ClientStep element(ParsedElement element) {
        return enrolment
                .answer(id, element)
                .map(answer -> answer.isError()
                        ? enrolment.refused(ClientFailure.Unregistered.Reason.INVITATION_REFUSED, answer)
                        : enrolment.admitted())
                .orElseGet(this::unexpected);
    }
}

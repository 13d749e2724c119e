package im.redoubt.protocol.stream;

import im.redoubt.xml.XmlEvent;

/** An account is being made. Nobody has signed in. */
sealed interface Enrolling extends ClientState
        permits ExpectingAdmission, ExpectingForm, ExpectingNewPassword, ExpectingAccount {
    /** Returns what is being done. */
    Enrolment enrolment();

    @Override
    default ClientContext context() {
        return enrolment().context();
    }

    @Override
    default ClientStep opened(XmlEvent.Opened header) {
        return unexpectedHeader();
    }
}

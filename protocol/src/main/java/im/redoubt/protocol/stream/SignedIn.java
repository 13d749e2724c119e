package im.redoubt.protocol.stream;

import im.redoubt.xml.XmlEvent;

/** The client is signed in, and its session is being prepared on the stream that is open. */
sealed interface SignedIn extends ClientState
        permits ExpectingBinding, ExpectingResumption, ExpectingAddress, ExpectingCounting, ExpectingSessionFeatures {
    /** Returns the proof. */
    Authenticated authenticated();

    @Override
    default ClientContext context() {
        return authenticated().context();
    }

    @Override
    default ClientStep opened(XmlEvent.Opened header) {
        return unexpectedHeader();
    }
}

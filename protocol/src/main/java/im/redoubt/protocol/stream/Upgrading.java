package im.redoubt.protocol.stream;

import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlEvent;

/** A verifier is being made for the server, which has proved itself; its success is still to come (XEP-0480). */
sealed interface Upgrading extends ClientState permits ExpectingSalt, ExpectingUpgradeKey, ExpectingUpgraded {
    /** Returns what was offered. */
    UpgradeWork work();

    @Override
    default ClientContext context() {
        return work().context();
    }

    @Override
    default ClientStep opened(XmlEvent.Opened header) {
        return unexpectedHeader();
    }

    /** Returns whether {@code element} is this one of the extensible profile. */
    default boolean is(ParsedElement element, String local) {
        return element.name().is(StreamNames.SASL2, local);
    }
}

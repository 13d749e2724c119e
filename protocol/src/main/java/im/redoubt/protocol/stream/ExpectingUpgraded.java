package im.redoubt.protocol.stream;

import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlEvent;

/**
 * What the server makes a verifier of was sent: the next task follows, or the success. The server's proof came before the first.
 *
 * @param work what else was offered
 */
record ExpectingUpgraded(UpgradeWork work) implements ClientState {
    @Override
    public ClientContext context() {
        return work.context();
    }

    @Override
    public ClientStep opened(XmlEvent.Opened header) {
        return unexpectedHeader();
    }

    @Override
    public ClientStep element(ParsedElement element) {
        if (element.name().is(StreamNames.SASL2, "success")) {
            return work.authenticated().profile().succeeded(work.authenticated(), element);
        }
        if (element.name().is(StreamNames.SASL2, "continue")) {
            return work.next(element);
        }
        return element.name().is(StreamNames.SASL2, "failure") ? over(work.refused(element)) : unexpected();
    }
}

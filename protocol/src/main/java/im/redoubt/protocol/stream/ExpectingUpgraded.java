package im.redoubt.protocol.stream;

import im.redoubt.xml.ParsedElement;

/**
 * What the server makes a verifier of was sent: the next task follows, or the success. The server's proof came before the first.
 *
 * @param work what else was offered
 */
record ExpectingUpgraded(UpgradeWork work) implements Upgrading {
    @Override
    public ClientStep element(ParsedElement element) {
        if (is(element, "success")) {
            return work.authenticated().profile().succeeded(work.authenticated(), element);
        }
        if (is(element, "continue")) {
            return work.next(element);
        }
        return is(element, "failure") ? over(work.refused(element)) : unexpected();
    }
}

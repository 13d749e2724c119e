package im.redoubt.server.blocking;

import im.redoubt.protocol.address.Jid;
import im.redoubt.server.event.AbuseReason;
import im.redoubt.xml.Element;
import java.util.Optional;

/**
 * What somebody reports about whom he blocks (XEP-0377). What he wrote in it, and which messages it is about, stays with the
 * messages: nothing of it is kept here.
 *
 * @param about who is reported
 * @param reason what for
 * @param messages how many messages it names by their ids
 */
public record Report(Jid about, AbuseReason reason, int messages) {
    static final String NAMESPACE = "urn:xmpp:reporting:1";
    private static final String IDS = "urn:xmpp:sid:0";

    /** Reads the report of an item, if it holds one; of several the first counts. */
    static Optional<Report> in(Element item, Jid about) {
        return item.first(NAMESPACE, "report")
                .map(report -> new Report(
                        about,
                        AbuseReason.of(report.attribute("reason")),
                        report.children(IDS, "stanza-id").size()));
    }
}

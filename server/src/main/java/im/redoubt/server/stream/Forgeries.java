package im.redoubt.server.stream;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.server.alert.AlertElement;
import im.redoubt.server.archive.MessageArchive;
import im.redoubt.server.archive.StanzaId;
import im.redoubt.server.carbons.Carbons;
import im.redoubt.server.filter.Mark;
import im.redoubt.server.offline.Delay;
import im.redoubt.server.pep.PersonalEvents;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.util.List;

/**
 * What only the server says, in a stanza from a client. Guarantee: what a recipient reads in the server's name, the server
 * wrote; a recipient that does not ask who says so is safe all the same.
 */
final class Forgeries {
    private Forgeries() {}

    /**
     * Returns {@code stanza} without stamps in the name of {@code domain} (XEP-0203), without copies (XEP-0280), results from
     * archives (XEP-0313) and events of nodes (XEP-0060), without ids in the name of an address of the domain (XEP-0359 section
     * 5), and without alerts and marks of filters.
     */
    static Stanza removedFrom(Stanza stanza, BareJid domain) {
        XmlContent content = stanza.content();
        if (!Delay.isIn(content)
                && !Carbons.isIn(content)
                && !StanzaId.isIn(content)
                && !MessageArchive.isIn(content)
                && !PersonalEvents.isIn(content)
                && !AlertElement.isIn(content)
                && !Mark.isIn(content)) {
            return stanza;
        }
        List<Element> kept = content.elements().stream()
                .filter(child -> !isForged(child, domain))
                .toList();
        return kept.size() == content.children().size()
                ? stanza
                : stanza.withContent(XmlContent.of(content.contextNamespace(), kept));
    }

    private static boolean isForged(Element child, BareJid domain) {
        return Delay.isStampOf(domain, child)
                || Carbons.isCopy(child)
                || StanzaId.isOf(domain, child)
                || MessageArchive.isResult(child)
                || PersonalEvents.isEvent(child)
                || AlertElement.isAlert(child)
                || Mark.isOne(child);
    }
}

package im.redoubt.client.pep;

import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.address.BareJid;
import java.util.List;

/**
 * A change of a node, as the server of its owner says (XEP-0163 section 4.3).
 *
 * @param owner whose node it is
 * @param items what was published, the oldest first
 * @param retracted names of what was taken back
 * @param emptied whether everything that was there is gone
 */
public record PepEvent(BareJid owner, List<PepItem> items, List<Unverified> retracted, boolean emptied) {}

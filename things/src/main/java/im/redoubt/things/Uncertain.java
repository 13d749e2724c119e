package im.redoubt.things;

import im.redoubt.client.extension.Octets;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.xml.XmlName;

/**
 * A command that was under way when the program stopped, and that nobody goes on with.
 *
 * @param id its identifier
 * @param device the device that it was for
 * @param command the name of its type, as it is written
 * @param why what is known of it
 */
public record Uncertain(Octets id, BareJid device, XmlName command, UncertainException why) {}

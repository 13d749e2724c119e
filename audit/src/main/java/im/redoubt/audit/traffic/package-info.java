/**
 * Reads captures of XMPP traffic (stanzas, streams, XML with a root, logs with stanzas in their lines) and names what is wrong in
 * them: ATTACKS I-151 and the controls IOT-01 to IOT-06. The bytes are hostile: they are read once, in bounded memory, by our own parser.
 */
@NullMarked
package im.redoubt.audit.traffic;

import org.jspecify.annotations.NullMarked;

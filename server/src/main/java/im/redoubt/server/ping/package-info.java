/** XMPP ping (XEP-0199). */
@NullMarked
package im.redoubt.server.ping;

import org.jspecify.annotations.NullMarked;

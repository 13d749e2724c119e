/** What the clients of sessions can do (XEP-0115, XEP-0390), as far as it was verified. */
@NullMarked
package im.redoubt.server.capabilities;

import org.jspecify.annotations.NullMarked;

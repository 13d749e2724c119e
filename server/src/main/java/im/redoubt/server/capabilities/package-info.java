/**
 * What the clients of sessions can do, as they say in their presence (XEP-0115, XEP-0390). Presence comes on the account's queue
 * and answers on event loops; nothing here blocks.
 */
@NullMarked
package im.redoubt.server.capabilities;

import org.jspecify.annotations.NullMarked;

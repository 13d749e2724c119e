/** Whom the account keeps away (XEP-0191). */
@NullMarked
package im.redoubt.client.blocking;

import org.jspecify.annotations.NullMarked;

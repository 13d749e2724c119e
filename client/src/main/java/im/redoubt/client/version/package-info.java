/** What software somebody uses (XEP-0092). */
@NullMarked
package im.redoubt.client.version;

import org.jspecify.annotations.NullMarked;

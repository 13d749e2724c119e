/** What time it is for somebody (XEP-0202). */
@NullMarked
package im.redoubt.client.clock;

import org.jspecify.annotations.NullMarked;

/** Entity time (XEP-0202). */
@NullMarked
package im.redoubt.server.time;

import org.jspecify.annotations.NullMarked;

/** Time as the client sees it, so that a test can move it. */
@NullMarked
package im.redoubt.client.time;

import org.jspecify.annotations.NullMarked;

/** Devices and controllers against the server. */
@NullMarked
package im.redoubt.app.things;

import org.jspecify.annotations.NullMarked;

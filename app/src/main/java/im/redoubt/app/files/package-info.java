/** Files of the data directory: made with their mode at once, replaced whole. */
@NullMarked
package im.redoubt.app.files;

import org.jspecify.annotations.NullMarked;

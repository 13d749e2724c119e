/** Logging to standard error, set up by code: reading a configuration would cost a tenth of the whole start. */
@NullMarked
package im.redoubt.app.log;

import org.jspecify.annotations.NullMarked;

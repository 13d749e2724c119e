/** What a feature of the server can say and hook into. Ping is the model to copy. */
@NullMarked
package im.redoubt.server.feature;

import org.jspecify.annotations.NullMarked;

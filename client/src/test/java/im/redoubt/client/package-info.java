/** Tests of the session over its connections. */
@NullMarked
package im.redoubt.client;

import org.jspecify.annotations.NullMarked;

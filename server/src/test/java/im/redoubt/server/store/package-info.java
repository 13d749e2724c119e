/** Tests of the store. */
@NullMarked
package im.redoubt.server.store;

import org.jspecify.annotations.NullMarked;

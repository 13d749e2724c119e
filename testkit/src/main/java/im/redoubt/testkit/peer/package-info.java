/** Connections to what is tested, and how somebody signs in over them. */
@NullMarked
package im.redoubt.testkit.peer;

import org.jspecify.annotations.NullMarked;

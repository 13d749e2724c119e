/** Time that tests move. */
@NullMarked
package im.redoubt.testkit.time;

import org.jspecify.annotations.NullMarked;

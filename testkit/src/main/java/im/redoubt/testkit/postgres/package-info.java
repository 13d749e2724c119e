/** A database that others wrote, for the tests of those who keep things in it. */
@NullMarked
package im.redoubt.testkit.postgres;

import org.jspecify.annotations.NullMarked;

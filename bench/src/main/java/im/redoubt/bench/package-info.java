/**
 * Measurements of the client library beside Smack, which many Java programs use. Nothing of it ships: all of it is among the
 * tests, compiled in every build and run by {@code bench/client} only.
 */
@NullMarked
package im.redoubt.bench;

import org.jspecify.annotations.NullMarked;

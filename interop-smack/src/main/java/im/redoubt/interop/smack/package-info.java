/**
 * Smack's integration tests against a running server: the program that runs one specification's tests in a process of
 * its own. A lost connection spoils all that follows in the same process, hence one for each specification.
 */
@NullMarked
package im.redoubt.interop.smack;

import org.jspecify.annotations.NullMarked;

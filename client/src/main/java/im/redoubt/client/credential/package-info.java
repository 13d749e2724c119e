/** What an account signs in by, and where that is kept. */
@NullMarked
package im.redoubt.client.credential;

import org.jspecify.annotations.NullMarked;

/** Streams as a client sees them, read without any code of the server's side (RFC 6120 section 4). */
@NullMarked
package im.redoubt.testkit.stream;

import org.jspecify.annotations.NullMarked;

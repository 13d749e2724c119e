/** The roster as clients see it (RFC 6121 section 2, with versions). */
@NullMarked
package im.redoubt.server.roster;

import org.jspecify.annotations.NullMarked;

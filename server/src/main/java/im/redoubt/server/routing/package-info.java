/** The rules of RFC 6121 section 8: where a stanza goes, and who answers a request. */
@NullMarked
package im.redoubt.server.routing;

import org.jspecify.annotations.NullMarked;

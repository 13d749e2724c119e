/**
 * Stanzas and their errors (RFC 6120 section 8, RFC 6121 sections 4 and 5) as immutable values: a header that is read, and
 * content that is carried as canonical bytes until somebody looks inside.
 */
@NullMarked
package im.redoubt.protocol.stanza;

import org.jspecify.annotations.NullMarked;

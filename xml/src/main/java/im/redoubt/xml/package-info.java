/**
 * The strict XMPP profile of XML (RFC 6120 section 11) over bytes: a parser that can stop and go on at any byte, and a
 * writer of one canonical form. No input or output, no thread, no clock, and nothing that outlives a stanza.
 */
@NullMarked
package im.redoubt.xml;

import org.jspecify.annotations.NullMarked;

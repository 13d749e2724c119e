/**
 * The protocol without a network: addresses, stanzas, payloads, SASL and the negotiation of both roles. Nothing here knows
 * sockets, files, threads or the clock; everything is a value, or belongs to one caller at a time.
 */
@NullMarked
package im.redoubt.protocol;

import org.jspecify.annotations.NullMarked;

/**
 * Addresses of XMPP (RFC 7622) and the preparation of the strings in them (PRECIS: RFC 8264, 8265, 8266; IDNA2008: RFC 5890
 * to 5893; SASLprep: RFC 4013).
 *
 * <p>Invariant: an address that exists is prepared. Text from the network becomes a {@link im.redoubt.protocol.address.Jid}
 * once, at the edge, or is refused; equality is equality of the prepared parts. Who somebody is does not depend on the
 * Java or Android version: the character data is pinned to one Unicode version, see docs/decisions/0002-unicode-version.md, and neither
 * {@code Character}, {@code String.toLowerCase}, {@code java.text.Normalizer} nor {@code java.net.IDN} is asked.
 *
 * <p>Everything here is immutable or local to one call, and may be used from any thread. Time and memory are linear in the
 * length of the text, and text that is too long to be an address is refused before it is looked at.
 */
@NullMarked
package im.redoubt.protocol.address;

import org.jspecify.annotations.NullMarked;

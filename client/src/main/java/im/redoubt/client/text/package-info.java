/**
 * Text that came from the network, until it is encoded for the place where it is shown (APP-02, APP-03).
 *
 * <p>Guarantee: an {@link im.redoubt.client.text.Unverified} gives its characters to an encoder or to a function that reads a
 * checked type out of them, and to nobody else but {@link im.redoubt.client.text.InsecureTextAccess}, which a reviewer finds by
 * its name. Each encoder returns a type of its own, so that what was made for one place does not compile in another. No
 * {@code toString} prints what somebody else wrote.
 *
 * <pre>{@code
 * Unverified body = …;
 * HtmlText paragraph = Html.encode(body);
 * Optional<SafeUrl> link = Url.encode(body).accepted();
 * terminal.println(TerminalLine.of(80).encode(body).line());
 * }</pre>
 *
 * <p>What the encoders for display do about characters that deceive is the same in all of them: see
 * {@link im.redoubt.client.text.Html}. Addresses that look like another one are told by
 * {@link im.redoubt.client.text.AddressDisplay}.
 *
 * <p>Everything here is immutable and may be used by any thread.
 */
@NullMarked
package im.redoubt.client.text;

import org.jspecify.annotations.NullMarked;

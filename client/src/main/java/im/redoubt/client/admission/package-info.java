/**
 * Whom the account hears at all ({@code urn:redoubt:admission:0}): its server keeps everybody else away before it costs this client
 * anything. Where the server has no such lists, the caller is told, and has {@link im.redoubt.client.blocking}.
 *
 * <p>Guarantee: only the account's own server is believed about it; a list is set as a whole or not at all.
 */
@NullMarked
package im.redoubt.client.admission;

import org.jspecify.annotations.NullMarked;

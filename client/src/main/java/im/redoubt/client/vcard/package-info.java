/**
 * What people say of themselves in cards (XEP-0054): whoever may ask reads it, and nobody has checked it.
 *
 * <p>Guarantee: a card is of the account that was asked. Each text is bounded and unverified; a photo is one by its bytes and comes with
 * the card, an address of one is not looked at.
 */
@NullMarked
package im.redoubt.client.vcard;

import org.jspecify.annotations.NullMarked;

/**
 * Avatars: those that are published (XEP-0084) are shown in the card of their owner, and those in cards are published (XEP-0398), so
 * that old and new clients see the same; presence says which one it is (XEP-0153). Images are never decoded: what is asked of one
 * is that it is Base64 and not too large.
 */
@NullMarked
package im.redoubt.server.avatar;

import org.jspecify.annotations.NullMarked;

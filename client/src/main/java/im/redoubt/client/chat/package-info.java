/**
 * Messages between people and between devices (RFC 6121 section 5; identifiers by XEP-0359, times by XEP-0203).
 *
 * <p>Guarantee: a message is shown once, with the sender that the own server vouches for, and its text is
 * {@link im.redoubt.client.text.Unverified}. What a sender says about times and identifiers that only the own server knows is
 * not believed.
 */
@NullMarked
package im.redoubt.client.chat;

import org.jspecify.annotations.NullMarked;

/** Copies of a conversation for all devices of an account (XEP-0280). */
@NullMarked
package im.redoubt.server.carbons;

import org.jspecify.annotations.NullMarked;

/**
 * Tokens with which clients sign in again (XEP-0484). They are made from their rows by a key that lies beside the database, so that
 * who gets the database gets no token. Any thread; nothing blocks.
 */
@NullMarked
package im.redoubt.server.token;

import org.jspecify.annotations.NullMarked;

/** Bound sessions: who is on line, with which presence, and the work that is done in order for each account. */
@NullMarked
package im.redoubt.server.session;

import org.jspecify.annotations.NullMarked;

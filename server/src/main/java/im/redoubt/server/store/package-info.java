/**
 * What the server keeps: accounts, rosters, the message log, private data, invitations. One logical schema on SQLite and
 * PostgreSQL, plain JDBC.
 *
 * <p>Invariants: a future of a write completes normally only after the write is durable; writes take effect in the order
 * in which they were handed in; every key is a whole bare address; there is no row of an account that does not exist.
 *
 * <p>Threads: one writer, a few readers and one thread that completes the futures, all owned by the {@link
 * im.redoubt.server.store.Store}. No method blocks unless it says so. What is chained to a future without an executor of
 * its own runs on the completing thread: it must be brief and must not wait for the store.
 */
@NullMarked
package im.redoubt.server.store;

import org.jspecify.annotations.NullMarked;

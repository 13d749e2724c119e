/**
 * Proof by programs that others wrote: their clients and scanners against a running server, over verified TLS.
 *
 * <p>Nothing here looks inside the server: a test knows its domain, its addresses, its certificate authority and
 * how to add an account ({@code RunningServer}). The server is Redoubt. The clients' tests also run against Prosody in the
 * long tests, which shows that they ask for nothing that only ours does. What came of it stands in docs/interop.md, which
 * the tests compare.
 * Tests run on JUnit's thread; every wait has a deadline.
 */
@NullMarked
package im.redoubt.interop;

import org.jspecify.annotations.NullMarked;

/**
 * Proof by programs that others wrote: their clients and scanners against a running server, over verified TLS.
 *
 * <p>Nothing here looks inside the server: a test knows its domain, its addresses, its certificate authority and
 * how to add an account ({@link im.redoubt.interop.RunningServer}). The server is Redoubt; with the system property
 * {@code interop.server=prosody} the same tests run against Prosody, which shows whether a failure is the test's own.
 * Tests run on JUnit's thread; every wait has a deadline.
 */
@NullMarked
package im.redoubt.interop;

import org.jspecify.annotations.NullMarked;

/**
 * TLS of the server: its identity, the engines, and the watch over files that are replaced while it runs.
 *
 * <p>Guarantee: TLS 1.3 and 1.2 with forward-secret AEAD suites only, no renegotiation, no early data, and nothing that
 * switches any of this off. Engines may be made on any thread.
 */
@NullMarked
package im.redoubt.server.tls;

import org.jspecify.annotations.NullMarked;

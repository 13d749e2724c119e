/**
 * The certificate authority of the server's own, for whoever has no certificate from elsewhere.
 *
 * <p>Guarantee: the authority can vouch for the domain and its subdomains only, so that a phone that trusts it gives
 * nobody power over other domains; its key never leaves {@code DATA/tls/ca.key}, mode 0600.
 */
@NullMarked
package im.redoubt.app.tls;

import org.jspecify.annotations.NullMarked;

package im.redoubt.client.trust;

import java.security.KeyPair;
import java.security.cert.X509Certificate;

/**
 * A certificate and the key that it is for.
 *
 * @param certificate the certificate
 * @param key the key
 */
public record Issued(X509Certificate certificate, KeyPair key) {}

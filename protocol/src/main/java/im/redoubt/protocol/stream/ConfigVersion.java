package im.redoubt.protocol.stream;

import im.redoubt.protocol.sasl.CanonicalBase64;
import im.redoubt.xml.Element;
import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/**
 * A name for what is offered before authentication, so that a client which knows it from last time need not wait for the features
 * (XEP-0509). It is a digest of them as they are written: the same for everybody who is offered the same, also after a restart.
 */
final class ConfigVersion {
    private static final String NAMESPACE = "urn:xmpp:iap:0";

    /** Of the feature, and of what a client repeats. */
    static final XmlName NAME = new XmlName(NAMESPACE, "config-version");

    private ConfigVersion() {}

    /** Returns the feature (section 2.1). */
    static Element feature(Element features) {
        return Element.named(NAMESPACE, NAME.local())
                .attribute("scheme", "opaque")
                .attribute("value", of(features))
                .build();
    }

    private static String of(Element features) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return CanonicalBase64.encode(sha256.digest(features.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Returns whether what a client knows is what it is offered. One that does not say what it knows has waited.
     *
     * @param asked how it asks to sign in
     * @param stream what it is offered
     */
    static boolean matches(ExtensibleSasl asked, Authentication stream) {
        return !asked.configVersion().isPresent()
                || asked.configVersion().get().equals(of(StreamFeatures.offered(stream.context(), stream.offer())));
    }

    /** Returns what a client knows of the features, nothing if it does not say so. Whatever the scheme, equal is equal (section 2.3). */
    static Optional<String> in(ParsedElement authenticate) {
        return authenticate
                .content()
                .first(NAMESPACE, NAME.local())
                .map(version -> version.attribute("value").orElse(""));
    }

    /** Returns the failure of an attempt that was made for other features (section 2.2). */
    static Element mismatch() {
        return Element.named(StreamNames.SASL2, "failure")
                .child(Element.named(StreamNames.SASL, "aborted").build())
                .child(Element.named(NAMESPACE, "config-version-mismatch").build())
                .child(StreamNames.SASL2, "text", "Configuration version mismatch")
                .build();
    }
}

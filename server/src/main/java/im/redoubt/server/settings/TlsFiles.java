package im.redoubt.server.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The files of a certificate from elsewhere. Where it is absent, the server makes its own authority and certificate.
 *
 * @param certificate PEM file with the certificate and the chain up to, but without, the root
 * @param key PEM file with the private key, readable by its owner only
 */
public record TlsFiles(Path certificate, Path key) {
    static final Key<Optional<Path>> CERTIFICATE = Key.of(
            "tls.certificate",
            Types.OPTIONAL_PATH,
            Optional.empty(),
            "PEM file with the certificate for the domain and its chain. \"\": the server makes its own authority and"
                    + " certificate under tls in the data directory. Replaced files are taken up without a restart.");

    static final Key<Optional<Path>> KEY = Key.of(
            "tls.key",
            Types.OPTIONAL_PATH,
            Optional.empty(),
            "PEM file with the private key of that certificate; only its owner may be able to read it (mode 0600).");

    static final List<Key<?>> KEYS = List.of(CERTIFICATE, KEY, ClientSettings.AUTHORITIES);

    static Optional<TlsFiles> from(SettingValues values) {
        Optional<Path> certificate = values.get(CERTIFICATE);
        Optional<Path> key = values.get(KEY);
        if (certificate.isPresent() != key.isPresent()) {
            Key<?> present = certificate.isPresent() ? CERTIFICATE : KEY;
            Key<?> missing = certificate.isPresent() ? KEY : CERTIFICATE;
            throw new SettingException(
                    present.name(), "is of no use without " + missing, "Set both, or neither for the server's own.");
        }
        return certificate.flatMap(file -> key.map(other -> new TlsFiles(file, other)));
    }
}

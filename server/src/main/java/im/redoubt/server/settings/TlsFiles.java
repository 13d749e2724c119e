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
        return pair(values, CERTIFICATE, KEY);
    }

    /** A certificate and its key: both or neither. */
    static Optional<TlsFiles> pair(SettingValues values, Key<Optional<Path>> certificate, Key<Optional<Path>> key) {
        Optional<Path> file = values.get(certificate);
        Optional<Path> other = values.get(key);
        if (file.isPresent() != other.isPresent()) {
            Key<?> present = file.isPresent() ? certificate : key;
            Key<?> missing = file.isPresent() ? key : certificate;
            throw new SettingException(present.name(), "is of no use without " + missing, "Set both, or neither.");
        }
        return file.flatMap(first -> other.map(second -> new TlsFiles(first, second)));
    }
}

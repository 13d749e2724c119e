package im.redoubt.server.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The receiver of security events (RFC 5425).
 *
 * @param address where it is, and what its certificate must be for
 * @param authority PEM file with the certificates that may vouch for it; empty for those that Java trusts
 * @param client the certificate that we show; empty for none
 */
public record SyslogSettings(ReceiverAddress address, Optional<Path> authority, Optional<TlsFiles> client) {
    static final Key<Optional<ReceiverAddress>> ADDRESS = Key.of(
            "events.syslog.address",
            Types.optionalText("a name and a port like \"siem.example.org:6514\", or \"\"", ReceiverAddress::parse),
            Optional.empty(),
            "Receiver of the security events by syslog over TLS (RFC 5425). Its certificate must be for this name. What it"
                    + " does not take now stays in the files and is sent later.");

    static final Key<Optional<Path>> AUTHORITY = Key.of(
            "events.syslog.authority",
            Types.OPTIONAL_PATH,
            Optional.empty(),
            "PEM file with the certificates that may vouch for the receiver. \"\": those that the installed Java trusts.");

    static final Key<Optional<Path>> CERTIFICATE = Key.of(
            "events.syslog.certificate",
            Types.OPTIONAL_PATH,
            Optional.empty(),
            "PEM file with the certificate that is shown to the receiver, where it wants one.");

    static final Key<Optional<Path>> KEY = Key.of(
            "events.syslog.key",
            Types.OPTIONAL_PATH,
            Optional.empty(),
            "PEM file with the private key of that certificate; only its owner may be able to read it (mode 0600).");

    static final List<Key<?>> KEYS = List.of(ADDRESS, AUTHORITY, CERTIFICATE, KEY);

    static Optional<SyslogSettings> from(SettingValues values) {
        Optional<ReceiverAddress> address = values.get(ADDRESS);
        if (address.isEmpty()) {
            for (Key<Optional<Path>> file : List.of(AUTHORITY, CERTIFICATE, KEY)) {
                if (values.get(file).isPresent()) {
                    throw new SettingException(
                            file.name(),
                            "is of no use without " + ADDRESS,
                            "Say where the receiver is, or leave it out.");
                }
            }
            return Optional.empty();
        }
        Optional<TlsFiles> client = TlsFiles.pair(values, CERTIFICATE, KEY);
        return address.map(receiver -> new SyslogSettings(receiver, values.get(AUTHORITY), client));
    }
}

package im.redoubt.server.alert;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.server.event.SecurityEvent;
import im.redoubt.server.guard.AddressKey;
import im.redoubt.server.settings.AlertRule.Grouping;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * What an event is about.
 *
 * @param source where from
 * @param account whose
 */
record Subject(Optional<InetSocketAddress> source, Optional<BareJid> account) {
    static Subject of(SecurityEvent event) {
        return switch (event) {
            case SecurityEvent.SignIn e -> new Subject(Optional.of(e.source()), Optional.of(e.account()));
            case SecurityEvent.VerifierAdded e -> new Subject(Optional.of(e.source()), Optional.of(e.account()));
            case SecurityEvent.SignInFailed e -> new Subject(Optional.of(e.source()), e.account());
            case SecurityEvent.SignOut e -> new Subject(Optional.of(e.source()), Optional.of(e.account()));
            case SecurityEvent.Refused e -> new Subject(Optional.of(e.source()), e.account());
            case SecurityEvent.LimitReached e -> new Subject(Optional.of(e.source()), e.account());
            case SecurityEvent.Filtered e ->
                new Subject(
                        Optional.of(e.sender().source()), Optional.of(e.sender().account()));
            case SecurityEvent.AbuseReported e -> new Subject(Optional.of(e.source()), Optional.of(e.about()));
            case SecurityEvent.AdmissionChanged e -> new Subject(Optional.of(e.source()), Optional.of(e.account()));
            case SecurityEvent.Administration e -> new Subject(e.source(), e.target());
            case SecurityEvent.ServiceChanged e -> new Subject(Optional.empty(), Optional.empty());
            case SecurityEvent.CertificateExpiring e -> new Subject(Optional.empty(), Optional.empty());
            case SecurityEvent.AlertRaised e -> new Subject(Optional.empty(), Optional.empty());
            case SecurityEvent.AlertFailed e -> new Subject(Optional.empty(), Optional.empty());
            case SecurityEvent.LogChanged e -> new Subject(Optional.empty(), Optional.empty());
        };
    }

    /** Returns the group of an event, {@code ""} where all are one; nothing where the event has not what is asked for. */
    Optional<String> group(Grouping grouping) {
        return switch (grouping) {
            case NOTHING -> Optional.of("");
            case SOURCE -> network();
            case ACCOUNT -> account.map(BareJid::toString);
        };
    }

    /** An IPv6 network has more addresses than could be counted one by one. */
    Optional<String> network() {
        return source.filter(address -> !address.isUnresolved())
                .map(address -> AddressKey.of(address.getAddress()).toString());
    }
}

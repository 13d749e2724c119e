package im.redoubt.server.alert;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.server.event.PlainText;
import im.redoubt.server.event.SecurityEvent;
import im.redoubt.server.settings.AlertRule.Threshold;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** What people read of an alert: what happened, how often, where from, and what can be done. */
final class AlertText {
    private static final Map<String, String> ADVICE = Map.ofEntries(
            Map.entry("certificate-expiring", "Renew the certificate; the new one is taken up without a restart."),
            Map.entry("stanza-filtered", "See what is caught: redoubt filter list."),
            Map.entry("certificate-refused", "The one before stays in use; the service's log says what is wrong."),
            Map.entry(
                    "administrator-added",
                    "If nobody of you did that, take the account away and look who can write here."),
            Map.entry("administrator-removed", "If nobody of you did that, look who can write here."),
            Map.entry("store-failed", "Nothing is kept until it works again: look at the disk or the database."),
            Map.entry(
                    "lines-missing",
                    "Somebody or a crash took security events away; keep the files (redoubt events verify)."),
            Map.entry("events-unwritten", "Look at the disk: security events are lost meanwhile."),
            Map.entry("events-not-forwarded", "They may still be in older files of a backup."),
            Map.entry("syslog-failed", "Events stay in the files and follow when the receiver is back."),
            Map.entry("syslog-refused", "Whoever answers there is not the receiver; nothing was sent to it."));

    private AlertText() {}

    /** Returns the text, on one line. */
    static String of(Alert alert, BareJid domain) {
        StringBuilder text = new StringBuilder();
        if (alert.origin() == Alert.Origin.TEST) {
            text.append("This is a test; nothing happened. ");
        }
        text.append(domain).append(", alert ").append(alert.rule().name()).append(": ");
        Threshold threshold = alert.rule().threshold();
        if (threshold.count() > 1) {
            text.append(threshold.count())
                    .append(" events within ")
                    .append(threshold.within().toSeconds())
                    .append(" s, the last: ");
        }
        text.append(alert.name());
        if (alert.event() instanceof SecurityEvent.CertificateExpiring expiring) {
            text.append(" at ").append(expiring.notAfter().truncatedTo(ChronoUnit.SECONDS));
        }
        if (alert.event() instanceof SecurityEvent.Filtered filtered) {
            text.append(" by the rule ").append(PlainText.of(filtered.rule().name()));
        }
        Subject subject = Subject.of(alert.event());
        subject.account().ifPresent(account -> text.append(", account ").append(PlainText.of(account.toString())));
        subject.network().ifPresent(network -> text.append(", from ").append(network));
        text.append(", at ")
                .append(alert.time().truncatedTo(ChronoUnit.SECONDS))
                .append('.');
        if (alert.heldBack() > 0) {
            text.append(" Since the last alert ").append(alert.heldBack()).append(" more were held back.");
        }
        String advice = ADVICE.get(alert.name().action());
        return advice == null
                ? text.toString()
                : text.append(' ').append(advice).toString();
    }
}

package im.redoubt.server.alert;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.server.event.EventName;
import im.redoubt.server.event.RuleName;
import im.redoubt.server.event.SecurityEvent;
import im.redoubt.server.event.SignInFailure;
import im.redoubt.server.settings.AlertCommand;
import im.redoubt.server.settings.AlertRecipient;
import im.redoubt.server.settings.AlertRule;
import im.redoubt.server.settings.AlertRule.Grouping;
import im.redoubt.server.settings.AlertRule.Threshold;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Rules and events for tests of them. */
final class Rules {
    static final Instant TIME = Instant.parse("2026-11-28T22:00:00Z");

    private Rules() {}

    static AlertRule guessing(int count, Grouping per, Duration quiet) {
        return new AlertRule(
                new RuleName("mine"),
                List.of(EventName.parse("sign-in-failed")),
                new Threshold(count, Duration.ofSeconds(60), per),
                quiet,
                List.of(new AlertRecipient.Administrators()),
                AlertCommand.NONE);
    }

    static AlertRule with(AlertRule rule, List<AlertRecipient> to, AlertCommand command) {
        return new AlertRule(rule.name(), rule.on(), rule.threshold(), rule.quiet(), to, command);
    }

    static InetSocketAddress address(String literal) {
        return new InetSocketAddress(InetAddress.ofLiteral(literal), 50_000);
    }

    static SecurityEvent failure(String source, String account) {
        return new SecurityEvent.SignInFailed(
                address(source),
                Optional.of(BareJid.of(account + "@localhost")),
                Optional.empty(),
                SignInFailure.NOT_AUTHORIZED);
    }
}

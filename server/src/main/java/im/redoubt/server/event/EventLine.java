package im.redoubt.server.event;

import im.redoubt.protocol.address.BareJid;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One line of the log: an event in the Elastic Common Schema, version {@value #ECS_VERSION}, with its link. */
final class EventLine {

    static final String ECS_VERSION = "8.17.0";

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** The link stands first and always looks the same, so that the verifier needs no JSON parser. */
    private static final Pattern LINK = Pattern.compile("\\{\"@timestamp\":\"[^\"]{24}\","
            + "\"redoubt\":\\{\"sequence\":([0-9]{1,18}),\"previous\":\"([0-9a-f]{64})\"\\},[ -~]*\\}");

    private static final String OLD_CLIENT_MEND =
            "the account has no verifier for old clients; make one with: ./redoubt user password NAME --old-client";

    private EventLine() {}

    /** Writes an event as a line, without its end. */
    static String write(SecurityEvent event, Instant time, ChainHead previous) {
        JsonWriter json = new JsonWriter().field("@timestamp", TIME.format(time));
        json.begin("redoubt")
                .field("sequence", previous.sequence() + 1)
                .field("previous", previous.hash())
                .end();
        return body(event, "event", json);
    }

    /** Writes an event that a rule spoke of, with what {@code rule} adds, as a line without link and end. */
    static String alert(SecurityEvent event, Instant time, Consumer<JsonWriter> rule) {
        JsonWriter json = new JsonWriter().field("@timestamp", TIME.format(time));
        rule.accept(json);
        return body(event, "alert", json);
    }

    private static String body(SecurityEvent event, String ofKind, JsonWriter json) {
        EventKind kind = EventKind.of(event);
        json.begin("ecs").field("version", ECS_VERSION).end();
        json.begin("service").field("type", "redoubt").end();
        json.begin("event").field("kind", ofKind).listField("category", kind.category());
        json.listField("type", kind.type()).field("module", "redoubt");
        write(event, kind, json);
        return json.finish();
    }

    /** The link of a line: its own number, and the head that it follows. */
    static Optional<Link> link(String line) {
        Matcher matcher = LINK.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long sequence = Long.parseLong(matcher.group(1));
        return Optional.of(new Link(sequence, matcher.group(2)));
    }

    /**
     * The link of a line.
     *
     * @param sequence the line's number
     * @param previous the hash of the line before
     */
    record Link(long sequence, String previous) {}

    /** Goes on in the open object {@code event}, ends it, and adds what else there is. */
    private static void write(SecurityEvent event, EventKind kind, JsonWriter json) {
        switch (event) {
            case SecurityEvent.SignIn e -> {
                end(json, "sign-in", kind.outcome(), Optional.empty());
                by(json, e.source(), e.account(), Optional.of(e.mechanism()));
            }
            case SecurityEvent.VerifierAdded e -> {
                end(json, "verifier-added", kind.outcome(), Optional.empty());
                by(json, e.source(), e.account(), Optional.of(e.mechanism()));
            }
            case SecurityEvent.SignInFailed e -> signInFailed(e, kind, json);
            case SecurityEvent.SignOut e -> {
                end(json, "sign-out", kind.outcome(), Optional.empty());
                by(json, e.source(), e.account(), Optional.empty());
            }
            case SecurityEvent.Refused e -> {
                end(json, "refused", kind.outcome(), Optional.of(word(e.condition())));
                from(json, Optional.of(e.source()));
                user(json, "user", e.account());
            }
            case SecurityEvent.LimitReached e -> {
                end(json, "limit-reached", kind.outcome(), Optional.of(word(e.limit())));
                from(json, Optional.of(e.source()));
                user(json, "user", e.account());
            }
            case SecurityEvent.AbuseReported e -> abuseReported(e, kind, json);
            case SecurityEvent.AdmissionChanged e -> admissionChanged(e, kind, json);
            case SecurityEvent.Filtered e -> filtered(e, kind, json);
            case SecurityEvent.Administration e -> administration(e, json);
            case SecurityEvent.ServiceChanged e -> end(json, word(e.change()), outcome(e.change()), Optional.empty());
            case SecurityEvent.CertificateExpiring e -> certificateExpiring(e, kind, json);
            case SecurityEvent.AlertRaised e -> {
                end(json, "alert-raised", "success", Optional.empty());
                rule(json, e.rule());
                json.begin("labels").field("count", Long.toString(e.count())).end();
            }
            case SecurityEvent.AlertFailed e -> {
                end(json, "alert-failed", "failure", Optional.of(word(e.reason())));
                rule(json, e.rule());
            }
            case SecurityEvent.LogChanged e -> logChanged(e, kind, json);
        }
    }

    private static void by(JsonWriter json, InetSocketAddress source, BareJid account, Optional<Mechanism> mechanism) {
        from(json, Optional.of(source));
        user(json, "user", Optional.of(account));
        mechanism(json, mechanism);
    }

    private static void signInFailed(SecurityEvent.SignInFailed e, EventKind kind, JsonWriter json) {
        end(json, "sign-in", kind.outcome(), Optional.of(word(e.reason())));
        from(json, Optional.of(e.source()));
        user(json, "user", e.account());
        mechanism(json, e.mechanism());
        if (e.reason() == SignInFailure.OLD_CLIENT_NOT_ALLOWED) {
            json.field("message", OLD_CLIENT_MEND);
        }
    }

    private static void abuseReported(SecurityEvent.AbuseReported e, EventKind kind, JsonWriter json) {
        end(json, "abuse-reported", kind.outcome(), Optional.of(word(e.reason())));
        from(json, Optional.of(e.source()));
        json.begin("user");
        names(json, e.reporter());
        user(json, "target", Optional.of(e.about()));
        json.end();
        json.begin("labels").field("count", Integer.toString(e.messages())).end();
    }

    private static void admissionChanged(SecurityEvent.AdmissionChanged e, EventKind kind, JsonWriter json) {
        end(json, "admission-set", kind.outcome(), Optional.of(word(e.change())));
        from(json, Optional.of(e.source()));
        user(json, "user", Optional.of(e.account()));
        json.begin("labels").field("count", Integer.toString(e.addresses())).end();
    }

    private static void certificateExpiring(SecurityEvent.CertificateExpiring e, EventKind kind, JsonWriter json) {
        end(json, "certificate-expiring", kind.outcome(), Optional.empty());
        json.begin("tls").begin("server").field("not_after", TIME.format(e.notAfter()));
        json.end().end();
    }

    private static void rule(JsonWriter json, RuleName rule) {
        json.begin("rule").field("name", rule.text()).end();
    }

    private static void filtered(SecurityEvent.Filtered e, EventKind kind, JsonWriter json) {
        end(json, "stanza-filtered", kind.outcome(), Optional.of(e.rule().action()));
        from(json, Optional.of(e.sender().source()));
        user(json, "user", Optional.of(e.sender().account()));
        json.begin("destination");
        user(json, "user", Optional.of(e.recipient()));
        json.end();
        json.begin("rule").field("name", e.rule().name()).end();
        json.begin("labels")
                .field("kind", word(e.kind()))
                .field("bytes", Integer.toString(e.bytes()))
                .field("unreported", Long.toString(e.unreported()))
                .end();
    }

    private static void administration(SecurityEvent.Administration e, JsonWriter json) {
        end(json, word(e.action()), "success", Optional.empty());
        from(json, e.source());
        json.begin("user");
        e.actor().ifPresent(actor -> names(json, actor));
        if (e.actor().isEmpty()) {
            json.field("name", "operator");
        }
        e.target().ifPresent(target -> user(json, "target", Optional.of(target)));
        json.end();
    }

    private static void logChanged(SecurityEvent.LogChanged e, EventKind kind, JsonWriter json) {
        end(json, word(e.change()), kind.outcome(), Optional.empty());
        json.begin("labels").field("count", Long.toString(e.count()));
        e.about().ifPresent(about -> json.field("about", word(about)));
        json.end();
    }

    private static void end(JsonWriter json, String action, String outcome, Optional<String> reason) {
        json.field("action", action).field("outcome", outcome);
        reason.ifPresent(text -> json.field("reason", text));
        json.end();
    }

    private static String outcome(ServiceChange change) {
        return switch (change) {
            case CERTIFICATE_REFUSED, STORE_FAILED, SYSLOG_FAILED, SYSLOG_REFUSED -> "failure";
            case STARTED, STOPPED, CERTIFICATE_RELOADED, STORE_RECOVERED, SYSLOG_RECOVERED -> "success";
        };
    }

    private static void from(JsonWriter json, Optional<InetSocketAddress> source) {
        source.ifPresent(address -> {
            json.begin("network").field("protocol", "xmpp").end();
            json.begin("source");
            // An unresolved name is text from somewhere else; only numbers are written.
            if (!address.isUnresolved()) {
                json.field("ip", address.getAddress().getHostAddress());
            }
            json.field("port", address.getPort()).end();
        });
    }

    private static void user(JsonWriter json, String name, Optional<BareJid> account) {
        account.ifPresent(address -> {
            json.begin(name);
            names(json, address);
            json.end();
        });
    }

    private static void names(JsonWriter json, BareJid account) {
        json.field("name", account.local()).field("domain", account.domain());
    }

    private static void mechanism(JsonWriter json, Optional<Mechanism> mechanism) {
        mechanism.ifPresent(used ->
                json.begin("labels").field("mechanism", used.registeredName()).end());
    }

    private static String word(Enum<?> constant) {
        return EventName.word(constant);
    }
}

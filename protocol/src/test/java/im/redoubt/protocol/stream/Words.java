package im.redoubt.protocol.stream;

import im.redoubt.protocol.Secret;
import im.redoubt.protocol.sasl.CanonicalBase64;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.protocol.stanza.StanzaError;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlViolation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a server, or somebody in its place, can say to a client of ours; and what the client's own side can tell it. */
final class Words {
    private static final String CLIENT = "jabber:client";

    private Words() {}

    static Element features(Element... features) {
        Element.Builder element = Element.named(StreamNames.STREAMS, "features");
        for (Element feature : features) {
            element.child(feature);
        }
        return element.build();
    }

    static Element named(String namespace, String local) {
        return Element.named(namespace, local).build();
    }

    static Element startTls() {
        return Element.named(StreamNames.TLS, "starttls")
                .child(named(StreamNames.TLS, "required"))
                .build();
    }

    static Element mechanisms(String... names) {
        Element.Builder mechanisms = Element.named(StreamNames.SASL, "mechanisms");
        for (String name : names) {
            mechanisms.child(StreamNames.SASL, "mechanism", name);
        }
        return mechanisms.build();
    }

    static Element bindings(String... types) {
        Element.Builder bindings = Element.named(StreamNames.CHANNEL_BINDING, "sasl-channel-binding");
        for (String type : types) {
            bindings.child(Element.named(StreamNames.CHANNEL_BINDING, "channel-binding")
                    .attribute("type", type)
                    .build());
        }
        return bindings.build();
    }

    static Element sasl(String local, String data) {
        String text = CanonicalBase64.encode(data.getBytes(StandardCharsets.UTF_8));
        return Element.named(StreamNames.SASL, local).text(text).build();
    }

    /** The offer of the extensible profile: mechanisms, then what can be asked for together with an attempt. */
    static Element authentication(List<String> mechanisms, Element... inline) {
        Element.Builder element = Element.named(StreamNames.SASL2, "authentication");
        mechanisms.forEach(name -> element.child(StreamNames.SASL2, "mechanism", name));
        Element.Builder together = Element.named(StreamNames.SASL2, "inline");
        for (Element one : inline) {
            if (one.is(UpgradeTasks.NAMESPACE, "upgrade")) {
                element.child(one);
            } else {
                together.child(one);
            }
        }
        return element.child(together.build()).build();
    }

    static Element upgrade(String task) {
        return Element.named(UpgradeTasks.NAMESPACE, "upgrade").text(task).build();
    }

    static Element fast(String... mechanisms) {
        Element.Builder fast = Element.named(FastUse.NAMESPACE, "fast");
        for (String name : mechanisms) {
            fast.child(FastUse.NAMESPACE, "mechanism", name);
        }
        return fast.build();
    }

    static Element bind2(String... features) {
        Element.Builder inline = Element.named(InlineBinding.NAMESPACE, "inline");
        for (String feature : features) {
            inline.child(Element.named(InlineBinding.NAMESPACE, "feature")
                    .attribute("var", feature)
                    .build());
        }
        return Element.named(InlineBinding.NAMESPACE, "bind")
                .child(inline.build())
                .build();
    }

    static Element sasl2(String local, String data) {
        String text = CanonicalBase64.encode(data.getBytes(StandardCharsets.UTF_8));
        return Element.named(StreamNames.SASL2, local).text(text).build();
    }

    /** A success, or a {@code <continue/>}, with this message of the mechanism. */
    static Element with(String local, Optional<String> data, Element... children) {
        Element.Builder element = Element.named(StreamNames.SASL2, local);
        data.ifPresent(text -> element.child(sasl2("additional-data", text)));
        for (Element child : children) {
            element.child(child);
        }
        return element.build();
    }

    static Element identifier(String jid) {
        return Element.named(StreamNames.SASL2, "authorization-identifier")
                .text(jid)
                .build();
    }

    static Element tasks(String... names) {
        Element.Builder tasks = Element.named(StreamNames.SASL2, "tasks");
        for (String name : names) {
            tasks.child(StreamNames.SASL2, "task", name);
        }
        return tasks.build();
    }

    static Element failure2(String condition) {
        return Element.named(StreamNames.SASL2, "failure")
                .child(named(StreamNames.SASL, condition))
                .build();
    }

    static Element failure(String condition) {
        return Element.named(StreamNames.SASL, "failure")
                .child(named(StreamNames.SASL, condition))
                .build();
    }

    static Element bound(String id, String jid) {
        return Element.named(CLIENT, "iq")
                .attribute("type", "result")
                .attribute("id", id)
                .child(Element.named(StreamNames.BIND, "bind")
                        .child(StreamNames.BIND, "jid", jid)
                        .build())
                .build();
    }

    static Element bindError(String id) {
        return Element.named(CLIENT, "iq")
                .attribute("type", "error")
                .attribute("id", id)
                .child(StanzaError.of(StanzaCondition.RESOURCE_CONSTRAINT).toElement(CLIENT))
                .build();
    }

    static Element salt(String salt, String iterations) {
        return Element.named(StreamNames.SASL2, "task-data")
                .child(Element.named(UpgradeTasks.SCRAM, "salt")
                        .attribute("iterations", iterations)
                        .text(salt)
                        .build())
                .build();
    }

    static Element seeOtherHost(String where) {
        return Element.named(StreamNames.STREAMS, "error")
                .child(StreamError.NAMESPACE, "see-other-host", where)
                .build();
    }

    static ClientInput received(Element element) {
        return new ClientInput.Received(element.toParsed());
    }

    /** Everything in one place, by name; what fits one connection only is of another connection here. */
    static Map<String, ClientInput> all() {
        Map<String, ClientInput> words = new LinkedHashMap<>();
        words.put("header", new ClientInput.Opened(Pair.serverHeader("example.org")));
        words.put("foreign header", new ClientInput.Opened(Pair.serverHeader("example.net")));
        words.put("tls features", received(features(startTls())));
        words.put("mech features", received(features(mechanisms("SCRAM-SHA-512-PLUS"), bindings("tls-exporter"))));
        words.put("bind features", received(features(named(StreamNames.BIND, "bind"))));
        words.put("no features", received(features()));
        words.put("proceed", received(named(StreamNames.TLS, "proceed")));
        words.put("tls failure", received(named(StreamNames.TLS, "failure")));
        words.put("challenge", received(sasl("challenge", "r=x,s=AAAAAAAAAAAAAAAA,i=4096")));
        words.put("success", received(sasl("success", "v=AAAA")));
        words.put("bare success", received(named(StreamNames.SASL, "success")));
        words.put("failure", received(failure("not-authorized")));
        words.put(
                "mech2 features",
                received(features(authentication(List.of("SCRAM-SHA-512-PLUS"), bind2()), bindings("tls-exporter"))));
        words.put("challenge2", received(sasl2("challenge", "r=x,s=AAAAAAAAAAAAAAAA,i=4096")));
        words.put("success2", received(with("success", Optional.of("v=AAAA"), identifier("alice@example.org"))));
        words.put("bare success2", received(with("success", Optional.empty(), identifier("alice@example.org"))));
        words.put("foreign success2", received(with("success", Optional.empty(), identifier("bob@example.org"))));
        words.put("continue", received(with("continue", Optional.empty(), tasks("TOTP"))));
        words.put("salt", received(salt("AAAAAAAAAAAAAAAA", "4096")));
        words.put("failure2", received(failure2("not-authorized")));
        words.put("resumed", received(StreamManagement.resumed("earlier", 5)));
        words.put("failed", received(StreamManagement.failed(StanzaCondition.ITEM_NOT_FOUND)));
        words.put("enabled", received(StreamManagement.enabled("id-1", Duration.ofSeconds(60))));
        words.put("bound", received(bound("x", "alice@example.org/r")));
        words.put("bind error", received(bindError("x")));
        words.put(
                "stream error",
                received(StreamError.of(StreamCondition.CONFLICT).toElement()));
        words.put("elsewhere", received(seeOtherHost("evil.example")));
        words.put(
                "message",
                received(Element.named(CLIENT, "message")
                        .attribute("from", "bob@example.org")
                        .build()));
        words.put("presence", received(named(CLIENT, "presence")));
        words.put("request", received(Negotiator.iq("get", named("jabber:iq:roster", "query"))));
        words.put("nonsense", received(named("urn:example:nonsense", "x")));
        words.put("footer", new ClientInput.Footer());
        words.put("lost", new ClientInput.Lost());
        words.put("violation", ClientInput.Failed.by(new XmlViolation(XmlViolation.Kind.RESTRICTED_XML, "a comment")));
        words.put("deadline", new ClientInput.Failed(StreamError.of(StreamCondition.CONNECTION_TIMEOUT)));
        words.put("secured", new ClientInput.Answered(new ClientAnswer.Secured(Pair.BINDINGS)));
        words.put("key", new ClientInput.Answered(new ClientAnswer.Key(Secret.copyOf(new byte[64]))));
        words.put("password", new ClientInput.Answered(new ClientAnswer.Password(Secret.utf8("pencil".toCharArray()))));
        words.put("no key", new ClientInput.Answered(new ClientAnswer.NoKey()));
        return words;
    }
}

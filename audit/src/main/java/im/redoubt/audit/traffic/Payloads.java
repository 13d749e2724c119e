package im.redoubt.audit.traffic;

import im.redoubt.xml.Element;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells payloads of machines by their namespaces and names. */
final class Payloads {
    /** Where elements of XMPP itself live, and what programs of people add to it. */
    private static final List<String> KNOWN = List.of(
            "jabber:",
            "urn:xmpp:",
            "http://jabber.org/",
            "urn:ietf:",
            "vcard-temp",
            "storage:",
            "http://www.w3.org/",
            "google:",
            "eu.siacs.",
            "http://etherx.jabber.org/");

    /** The extensions for things, retracted (XEP-0323 to XEP-0326, XEP-0347), and those of IEEE P1451-99. */
    private static final List<String> OF_THINGS = List.of("urn:xmpp:iot", "urn:xmpp:sn", "urn:ieee:iot", "urn:nf:iot");

    private static final Set<String> WORDS = Set.of(
            "command",
            "cmd",
            "control",
            "set",
            "get",
            "switch",
            "arm",
            "disarm",
            "lock",
            "unlock",
            "open",
            "close",
            "on",
            "off",
            "action",
            "execute",
            "exec",
            "actuate",
            "trigger",
            "reboot",
            "reset",
            "relay",
            "siren",
            "valve",
            "bypass",
            "setpoint",
            "reading",
            "readings",
            "sensor",
            "measurement",
            "telemetry",
            "alarm",
            "panic",
            "intrusion");

    private static final Pattern EXPIRY =
            Pattern.compile("(?i)(expir.*|not-?after|not-?on-?or-?after|valid-?until|until|ttl|deadline|max-?age)");

    private Payloads() {}

    /** Returns whether a message is for a machine: no body, and an element that says so. */
    static boolean ofMachine(Element message) {
        return message.children().stream()
                        .noneMatch(child -> child.name().local().equals("body"))
                && message.children().stream().anyMatch(Payloads::isOfMachine);
    }

    /** Returns whether none of these elements says until when it holds. */
    static boolean neverExpires(Element message) {
        return message.children().stream().filter(Payloads::isOfMachine).noneMatch(Payloads::expires);
    }

    private static boolean isOfMachine(Element payload) {
        String namespace = payload.name().namespace();
        if (OF_THINGS.stream().anyMatch(namespace::startsWith)) {
            return true;
        }
        return !namespace.isEmpty()
                && KNOWN.stream().noneMatch(namespace::startsWith)
                && WORDS.contains(payload.name().local().toLowerCase(Locale.ROOT));
    }

    private static boolean expires(Element payload) {
        return payload.attributes().stream()
                        .anyMatch(a -> EXPIRY.matcher(a.name().local()).matches())
                || payload.children().stream()
                        .anyMatch(child -> EXPIRY.matcher(child.name().local()).matches());
    }
}

package im.redoubt.audit.traffic;

import im.redoubt.audit.Rule;
import im.redoubt.audit.Severity;
import java.util.List;

/** The rules for traffic. */
public final class TrafficRules {
    static final Rule BODY_MACHINE_DATA = new Rule(
            "body-machine-data",
            Severity.ERROR,
            "A body holds machine data: it is text for people, without types, bounds or a version, and whatever parses it by"
                    + " hand takes what it should not.",
            "Send a typed element in a namespace of your own, as an IQ request or a message without a body.");

    static final Rule BODY_CREDENTIAL = new Rule(
            "body-credential",
            Severity.ERROR,
            "A command in a body carries a PIN, password or token: bodies are logged, archived, copied to other devices and shown in"
                    + " notifications, and whoever reads one can send the next.",
            "Sign each command with a key of the controller, with a nonce and an expiry; where a PIN is needed, put it into a typed"
                    + " field, verify it on the device and change the one that was seen.");

    static final Rule TYPE_CHAT = new Rule(
            "type-chat",
            Severity.ERROR,
            "Machine traffic has the type chat: servers treat it as a conversation, archive it, copy it to all devices and deliver it"
                    + " late, which repeats commands.",
            "Use IQ for request and answer, a message without a type for what must wait, and headline for fan-out.");

    static final Rule FIXED_RESOURCE = new Rule(
            "fixed-resource",
            Severity.WARNING,
            "A resource is hard-coded: two devices with the same one throw each other out, and whoever knows it can address or"
                    + " imitate the device.",
            "Bind without a resource and use the one that the server assigns.");

    static final List<Rule> RULES = List.of(BODY_MACHINE_DATA, BODY_CREDENTIAL, TYPE_CHAT, FIXED_RESOURCE);

    private TrafficRules() {}

    /** Returns all rules, in the order of the documentation. */
    public static List<Rule> all() {
        return RULES;
    }
}

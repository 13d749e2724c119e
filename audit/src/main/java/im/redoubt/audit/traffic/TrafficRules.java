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

    static final Rule STATUS_READING = new Rule(
            "status-reading",
            Severity.ERROR,
            "A presence tells a reading in its status: every contact gets it, old ones are repeated to whoever comes on line, and it is"
                    + " text for people.",
            "Send readings as typed elements to whom they are for: headline messages, or a node that others subscribe to.");

    static final Rule GROUPCHAT_COMMAND = new Rule(
            "groupchat-command",
            Severity.ERROR,
            "A command goes into a room and does not expire: rooms repeat their history to whoever enters, everybody in the room can"
                    + " send it, and nobody acknowledges it.",
            "Send commands as IQ requests from one controller to one device, with an expiry and a nonce.");

    static final Rule CLEAR_TEXT = new Rule(
            "clear-text",
            Severity.ERROR,
            "Authentication or stanzas pass on a stream on which TLS was not begun: whoever is on the path reads and changes them. (Unless"
                    + " the capture was taken inside of TLS; then say --inside-tls.)",
            "Refuse to go on without TLS, on both sides: direct TLS, or STARTTLS that is required; verify the certificate.");

    static final Rule STARTTLS_OPTIONAL = new Rule(
            "starttls-optional",
            Severity.WARNING,
            "A server offers authentication beside STARTTLS that is not required: whoever is on the path takes the offer of TLS out, and"
                    + " the client signs in without it (RFC 6120 section 13.9.2).",
            "Require TLS on the server, and offer no mechanism before it.");

    static final Rule PLAIN_MECHANISM = new Rule(
            "plain-mechanism",
            Severity.WARNING,
            "A client signs in with PLAIN: the password itself goes to whoever answers, and a server that is broken into, or a certificate"
                    + " that was not verified, gives it away.",
            "Use SCRAM with channel binding (SCRAM-SHA-256-PLUS), or a certificate of the client (EXTERNAL); allow nothing less.");

    static final Rule LEGACY_AUTH = new Rule(
            "legacy-auth",
            Severity.ERROR,
            "A client signs in as it was done before RFC 6120 (jabber:iq:auth, DIGEST-MD5 or CRAM-MD5): the server does not prove itself,"
                    + " and what passes is the password or soon gives it.",
            "Use SCRAM-SHA-256 or better through SASL; jabber:iq:auth is obsolete (XEP-0078), DIGEST-MD5 historic (RFC 6331).");

    static final Rule REGISTER_CLEAR = new Rule(
            "register-clear",
            Severity.ERROR,
            "A password is set by jabber:iq:register on a stream without TLS: whoever is on the path has it.",
            "Register and change passwords over TLS only (XEP-0077 section 10), or hand out accounts by invitation.");

    private static final List<Rule> RULES = List.of(
            BODY_MACHINE_DATA,
            BODY_CREDENTIAL,
            TYPE_CHAT,
            FIXED_RESOURCE,
            STATUS_READING,
            GROUPCHAT_COMMAND,
            CLEAR_TEXT,
            STARTTLS_OPTIONAL,
            PLAIN_MECHANISM,
            LEGACY_AUTH,
            REGISTER_CLEAR);

    private TrafficRules() {}

    /** Returns all rules, in the order of the documentation. */
    public static List<Rule> all() {
        return RULES;
    }
}

package im.redoubt.audit.source;

import im.redoubt.audit.Rule;
import im.redoubt.audit.Severity;
import java.util.List;

/** The rules for sources. */
public final class CodeRules {
    static final Rule TRUST_ALL = new Rule(
            "trust-all",
            Severity.ERROR,
            "A trust manager accepts every certificate: whoever is on the path shows one of his own, reads everything and speaks for"
                    + " the server.",
            "Leave the trust manager of the platform in place; for a private authority give it a key store with that certificate,"
                    + " or pin the key of the server.");

    static final Rule HOSTNAME_IGNORED = new Rule(
            "hostname-ignored",
            Severity.ERROR,
            "The name in the certificate is not compared with the domain: whoever has any valid certificate can be the server.",
            "Leave the verifier of the library in place, and set the XMPP domain (not the host) so that it is what is compared.");

    static final Rule TLS_DISABLED = new Rule(
            "tls-disabled",
            Severity.ERROR,
            "TLS is switched off: passwords and commands pass in clear.",
            "Require it: SecurityMode.required, or ChannelEncryption.REQUIRED or DIRECT.");

    static final Rule TLS_OPTIONAL = new Rule(
            "tls-optional",
            Severity.ERROR,
            "TLS is used only if the server offers it: whoever is on the path takes the offer out, and everything passes in clear.",
            "Require it: SecurityMode.required, or ChannelEncryption.REQUIRED or DIRECT.");

    static final Rule TLS_OLD = new Rule(
            "tls-old",
            Severity.ERROR,
            "A version of SSL or TLS, or a cipher suite, is asked for that is broken or was withdrawn (RFC 8996, RFC 7465).",
            "Use SSLContext.getInstance(\"TLS\") and the platform's own choice, which is TLS 1.2 and 1.3.");

    static final Rule SASL_PLAIN = new Rule(
            "sasl-plain",
            Severity.WARNING,
            "PLAIN is enabled, or better mechanisms are switched off: the password itself goes to whoever answers.",
            "Leave SCRAM on and PLAIN off; whoever needs more uses certificates of clients.");

    static final Rule RESOURCE_CONSTANT = new Rule(
            "resource-constant",
            Severity.WARNING,
            "The resource is a constant: two devices of one account throw each other out, and everybody knows the full address.",
            "Set none and use the one that the server assigns.");

    static final Rule COMMAND_IN_BODY = new Rule(
            "command-in-body",
            Severity.ERROR,
            "A command or reading is sent as text in a body: without types and bounds, archived, copied, and repeated by offline storage.",
            "Send a typed element in a namespace of your own, as an IQ request or a message without a body.");

    static final Rule COMMAND_AS_CHAT = new Rule(
            "command-as-chat",
            Severity.ERROR,
            "A command or reading is sent with the type chat: servers archive it, copy it to all devices and deliver it late.",
            "Use IQ for request and answer, a message without a type for what must wait, and headline for fan-out.");

    static final Rule PASSWORD_CONSTANT = new Rule(
            "password-constant",
            Severity.ERROR,
            "A password or PIN is in the source: everybody who has the program has it, and all devices have the same.",
            "Let each device make a secret of its own at enrolment, and keep it in the key store of the platform.");

    static final Rule SENDER_AS_TEXT = new Rule(
            "sender-as-text",
            Severity.ERROR,
            "A sender is recognised by a part of his address: admin@example.org.evil.example begins like admin@example.org.",
            "Compare parsed addresses: getFrom().asBareJid().equals(…) with the address that was paired.");

    static final Rule SUBSCRIPTIONS_ACCEPTED = new Rule(
            "subscriptions-accepted",
            Severity.ERROR,
            "Everybody's request for presence is accepted: strangers see when the device is there, and may send to it as contacts.",
            "Accept only who was paired (SubscriptionMode.manual or reject_all).");

    static final Rule SUPPRESSED_SILENTLY = new Rule(
            "suppressed-silently",
            Severity.WARNING,
            "A finding is to be passed over without a reason, or the rule that is named does not exist; so it is not passed over.",
            "Write redoubt-lint: RULE because REASON in a comment, with a rule of this list.");

    private static final List<Rule> RULES = List.of(
            TRUST_ALL,
            HOSTNAME_IGNORED,
            TLS_DISABLED,
            TLS_OPTIONAL,
            TLS_OLD,
            SASL_PLAIN,
            RESOURCE_CONSTANT,
            COMMAND_IN_BODY,
            COMMAND_AS_CHAT,
            PASSWORD_CONSTANT,
            SENDER_AS_TEXT,
            SUBSCRIPTIONS_ACCEPTED,
            SUPPRESSED_SILENTLY);

    private CodeRules() {}

    /** Returns all rules, in the order of the documentation. */
    public static List<Rule> all() {
        return RULES;
    }
}

package im.redoubt.protocol.sasl;

import java.util.Optional;

/** The conditions of a SASL failure, by RFC 6120 section 6.5. */
public enum SaslCondition {
    /** Section 6.5.1: the initiating entity gave up with an abort element, and this confirms it. */
    ABORTED("aborted"),
    /** Section 6.5.2: the account was disabled for the time being. */
    ACCOUNT_DISABLED("account-disabled"),
    /** Section 6.5.3: the credentials were right once and have expired. */
    CREDENTIALS_EXPIRED("credentials-expired"),
    /** Section 6.5.4: the mechanism may be used on an encrypted stream only, and this one is not. */
    ENCRYPTION_REQUIRED("encryption-required"),
    /** Section 6.5.5: what the XML element carried is not base64 as RFC 4648 section 4 has it. */
    INCORRECT_ENCODING("incorrect-encoding"),
    /** Section 6.5.6: the authorization identity is malformed, or one that the initiating entity may not act for. */
    INVALID_AUTHZID("invalid-authzid"),
    /** Section 6.5.7: the mechanism was not offered. */
    INVALID_MECHANISM("invalid-mechanism"),
    /** Section 6.5.8: the data breaks the syntax of the mechanism, or came where the mechanism has none. */
    MALFORMED_REQUEST("malformed-request"),
    /** Section 6.5.9: local policy wants a stronger mechanism for this account. */
    MECHANISM_TOO_WEAK("mechanism-too-weak"),
    /** Section 6.5.10: the credentials are wrong, or there is no such account; which of the two is not said. */
    NOT_AUTHORIZED("not-authorized"),
    /** Section 6.5.11: a fault on the receiving side that may pass, so the initiating entity may try again. */
    TEMPORARY_AUTH_FAILURE("temporary-auth-failure");

    private final String element;

    SaslCondition(String element) {
        this.element = element;
    }

    /** Returns the condition of this element name. */
    public static Optional<SaslCondition> named(String element) {
        for (SaslCondition condition : values()) {
            if (condition.element.equals(element)) {
                return Optional.of(condition);
            }
        }
        return Optional.empty();
    }

    /** Returns the name of the condition's element. */
    public String element() {
        return element;
    }
}

package im.redoubt.protocol.stanza;

import java.util.Optional;

/** The defined conditions of stanza errors (RFC 6120 section 8.3.3), each with the type that usually goes with it. */
public enum StanzaCondition {
    /** The stanza is malformed or cannot be processed (8.3.3.1). */
    BAD_REQUEST("bad-request", StanzaError.Type.MODIFY),
    /** Something of that name exists already (8.3.3.2). */
    CONFLICT("conflict", StanzaError.Type.CANCEL),
    /** The recipient does not know this feature (8.3.3.3). */
    FEATURE_NOT_IMPLEMENTED("feature-not-implemented", StanzaError.Type.CANCEL),
    /** The sender lacks the permission (8.3.3.4). */
    FORBIDDEN("forbidden", StanzaError.Type.AUTH),
    /** The recipient is no longer at this address (8.3.3.5). */
    GONE("gone", StanzaError.Type.CANCEL),
    /** The server has a fault (8.3.3.6). */
    INTERNAL_SERVER_ERROR("internal-server-error", StanzaError.Type.CANCEL),
    /** The addressed item does not exist (8.3.3.7). */
    ITEM_NOT_FOUND("item-not-found", StanzaError.Type.CANCEL),
    /** An address is not one (8.3.3.8). */
    JID_MALFORMED("jid-malformed", StanzaError.Type.MODIFY),
    /** The request does not meet the criteria of the recipient (8.3.3.9). */
    NOT_ACCEPTABLE("not-acceptable", StanzaError.Type.MODIFY),
    /** Nobody may do this (8.3.3.10). */
    NOT_ALLOWED("not-allowed", StanzaError.Type.CANCEL),
    /** The sender must authenticate first (8.3.3.11). */
    NOT_AUTHORIZED("not-authorized", StanzaError.Type.AUTH),
    /** The stanza breaks a local policy (8.3.3.12). */
    POLICY_VIOLATION("policy-violation", StanzaError.Type.MODIFY),
    /** The recipient is temporarily unavailable (8.3.3.13). */
    RECIPIENT_UNAVAILABLE("recipient-unavailable", StanzaError.Type.WAIT),
    /** Another address should be used for now (8.3.3.14). */
    REDIRECT("redirect", StanzaError.Type.MODIFY),
    /** The sender must register first (8.3.3.15). */
    REGISTRATION_REQUIRED("registration-required", StanzaError.Type.AUTH),
    /** There is no server for that domain (8.3.3.16). */
    REMOTE_SERVER_NOT_FOUND("remote-server-not-found", StanzaError.Type.CANCEL),
    /** The server of that domain did not answer in time (8.3.3.17). */
    REMOTE_SERVER_TIMEOUT("remote-server-timeout", StanzaError.Type.WAIT),
    /** The recipient is too busy or too full (8.3.3.18). */
    RESOURCE_CONSTRAINT("resource-constraint", StanzaError.Type.WAIT),
    /** The service is not offered, or there is nobody to offer it (8.3.3.19). */
    SERVICE_UNAVAILABLE("service-unavailable", StanzaError.Type.CANCEL),
    /** The sender must be subscribed first (8.3.3.20). */
    SUBSCRIPTION_REQUIRED("subscription-required", StanzaError.Type.AUTH),
    /** None of the others; comes with an application-specific condition (8.3.3.21). */
    UNDEFINED_CONDITION("undefined-condition", StanzaError.Type.CANCEL),
    /** The recipient understood the request but did not expect it now (8.3.3.22). */
    UNEXPECTED_REQUEST("unexpected-request", StanzaError.Type.WAIT);

    private final String wire;
    private final StanzaError.Type usualType;

    StanzaCondition(String wire, StanzaError.Type usualType) {
        this.wire = wire;
        this.usualType = usualType;
    }

    /** Returns the condition of this element name. */
    public static Optional<StanzaCondition> named(String wire) {
        for (StanzaCondition condition : values()) {
            if (condition.wire.equals(wire)) {
                return Optional.of(condition);
            }
        }
        return Optional.empty();
    }

    /** Returns the element name. */
    public String wire() {
        return wire;
    }

    /** Returns the type that RFC 6120 recommends. */
    public StanzaError.Type usualType() {
        return usualType;
    }
}

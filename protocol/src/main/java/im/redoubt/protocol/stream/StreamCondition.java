package im.redoubt.protocol.stream;

import java.util.Optional;

/** The defined conditions of stream errors (RFC 6120 section 4.9.3). */
public enum StreamCondition {
    /** XML that cannot be processed (4.9.3.1). */
    BAD_FORMAT("bad-format"),
    /** An unsupported or missing namespace prefix (4.9.3.2). */
    BAD_NAMESPACE_PREFIX("bad-namespace-prefix"),
    /** A newer stream took this one's place (4.9.3.3). */
    CONFLICT("conflict"),
    /** The peer was silent for too long, or did not finish in time (4.9.3.4). */
    CONNECTION_TIMEOUT("connection-timeout"),
    /** The domain is no longer served (4.9.3.5). */
    HOST_GONE("host-gone"),
    /** The domain is not served here (4.9.3.6). */
    HOST_UNKNOWN("host-unknown"),
    /** A stanza between servers lacks an address (4.9.3.7). */
    IMPROPER_ADDRESSING("improper-addressing"),
    /** The server has a fault (4.9.3.8). */
    INTERNAL_SERVER_ERROR("internal-server-error"),
    /** The sender's address is not the authenticated one (4.9.3.9). */
    INVALID_FROM("invalid-from"),
    /** The stream or content namespace is not the one expected (4.9.3.10). */
    INVALID_NAMESPACE("invalid-namespace"),
    /** XML that is not valid by its schema (4.9.3.11). */
    INVALID_XML("invalid-xml"),
    /** Something was sent before authentication that needs it (4.9.3.12). */
    NOT_AUTHORIZED("not-authorized"),
    /** XML that is not well-formed (4.9.3.13). */
    NOT_WELL_FORMED("not-well-formed"),
    /** A local policy was broken, for instance a limit (4.9.3.14). */
    POLICY_VIOLATION("policy-violation"),
    /** A needed connection to another server failed (4.9.3.15). */
    REMOTE_CONNECTION_FAILED("remote-connection-failed"),
    /** The stream must be negotiated anew (4.9.3.16). */
    RESET("reset"),
    /** The server lacks the resources (4.9.3.17). */
    RESOURCE_CONSTRAINT("resource-constraint"),
    /** XML features that streams forbid (4.9.3.18). */
    RESTRICTED_XML("restricted-xml"),
    /** Connect elsewhere (4.9.3.19). */
    SEE_OTHER_HOST("see-other-host"),
    /** The server is going down (4.9.3.20). */
    SYSTEM_SHUTDOWN("system-shutdown"),
    /** None of the others (4.9.3.21). */
    UNDEFINED_CONDITION("undefined-condition"),
    /** Not UTF-8 (4.9.3.22). */
    UNSUPPORTED_ENCODING("unsupported-encoding"),
    /** A mandatory feature is not supported (4.9.3.23). */
    UNSUPPORTED_FEATURE("unsupported-feature"),
    /** A top-level element that is not a stanza (4.9.3.24). */
    UNSUPPORTED_STANZA_TYPE("unsupported-stanza-type"),
    /** A version of XMPP that is not supported (4.9.3.25). */
    UNSUPPORTED_VERSION("unsupported-version");

    private final String wire;

    StreamCondition(String wire) {
        this.wire = wire;
    }

    /** Returns the condition of this element name. */
    public static Optional<StreamCondition> named(String wire) {
        for (StreamCondition condition : values()) {
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
}

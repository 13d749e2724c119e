package im.redoubt.server.event;

/** The kinds of events, and what the Elastic Common Schema says about each. */
enum EventKind {
    /** Somebody signed in. */
    SIGN_IN(Ecs.AUTHENTICATION, "start", "success", 10),
    /** Somebody did not get in. */
    SIGN_IN_FAILED(Ecs.AUTHENTICATION, "start", "failure", 1),
    /** A signed-in stream ended. */
    SIGN_OUT(Ecs.AUTHENTICATION, "end", "success", 10),
    /** A stream or stanza was refused. */
    REFUSED(Ecs.NETWORK, "denied", "failure", 1),
    /** A limit was reached. */
    LIMIT_REACHED(Ecs.NETWORK, "denied", "failure", 1),
    /** Somebody was reported. */
    ABUSE_REPORTED("threat", "indicator", "unknown", 1),
    /** A stanza fits a rule of the operator. */
    FILTERED(Ecs.NETWORK, "denied", "success", 20),
    /** An administrator changed something. */
    ADMINISTRATION("iam", "change", "success", 10),
    /** Something happened to the service. */
    SERVICE("process", "change", "unknown", 10),
    /** The operator was told of something, or could not be. */
    ALERT("process", "info", "unknown", 10),
    /** Something happened to the log. */
    LOG("host", "info", "unknown", 10);

    private final String category;
    private final String type;
    private final String outcome;
    private final int share;

    EventKind(String category, String type, String outcome, int share) {
        this.category = category;
        this.type = type;
        this.outcome = outcome;
        this.share = share;
    }

    /** Of which kind an event is. */
    static EventKind of(SecurityEvent event) {
        return switch (event) {
            case SecurityEvent.SignIn e -> SIGN_IN;
            case SecurityEvent.VerifierAdded e -> ADMINISTRATION;
            case SecurityEvent.SignInFailed e -> SIGN_IN_FAILED;
            case SecurityEvent.SignOut e -> SIGN_OUT;
            case SecurityEvent.Refused e -> REFUSED;
            case SecurityEvent.LimitReached e -> LIMIT_REACHED;
            case SecurityEvent.AbuseReported e -> ABUSE_REPORTED;
            case SecurityEvent.AdmissionChanged e -> ADMINISTRATION;
            case SecurityEvent.Filtered e -> FILTERED;
            case SecurityEvent.Administration e -> ADMINISTRATION;
            case SecurityEvent.ServiceChanged e -> SERVICE;
            case SecurityEvent.CertificateExpiring e -> SERVICE;
            case SecurityEvent.AlertRaised e -> ALERT;
            case SecurityEvent.AlertFailed e -> ALERT;
            case SecurityEvent.LogChanged e -> LOG;
        };
    }

    /** The value of {@code event.category}. */
    String category() {
        return category;
    }

    /** The value of {@code event.type}. */
    String type() {
        return type;
    }

    /** The value of {@code event.outcome}. */
    String outcome() {
        return outcome;
    }

    /** How many times the ordinary rate: kinds that a stranger cannot cause are hardly limited. */
    int share() {
        return share;
    }

    /** Categories that several kinds share. */
    private static final class Ecs {
        static final String AUTHENTICATION = "authentication";
        static final String NETWORK = "network";

        private Ecs() {}
    }
}

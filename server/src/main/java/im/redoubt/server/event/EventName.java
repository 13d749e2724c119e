package im.redoubt.server.event;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What events are called where rules speak of them: the action of the event, and behind a slash its reason, where it has
 * one. {@code sign-in-failed} is the name of all failures, {@code sign-in-failed/throttled} of some.
 *
 * @param action what happened
 * @param reason why; nothing stands for any reason
 */
public record EventName(String action, Optional<String> reason) {
    private static final String FAILED = "sign-in-failed";
    private static final String REPORTED = "abuse-reported";
    private static final String ADMISSION = "admission-set";
    private static final String FILTERED = "stanza-filtered";
    private static final List<String> FILTER_ACTIONS = List.of("block", "bounce", "quarantine", "mark");

    /**
     * Returns the name of an event, with its reason. What tells of alerts has a name that no rule can speak of.
     *
     * @param event any event
     */
    public static EventName of(SecurityEvent event) {
        return switch (event) {
            case SecurityEvent.SignIn e -> new EventName("sign-in", Optional.empty());
            case SecurityEvent.VerifierAdded e -> new EventName("verifier-added", Optional.empty());
            case SecurityEvent.SignInFailed e -> new EventName(FAILED, Optional.of(word(e.reason())));
            case SecurityEvent.SignOut e -> new EventName("sign-out", Optional.empty());
            case SecurityEvent.Refused e -> new EventName("refused", Optional.of(word(e.condition())));
            case SecurityEvent.LimitReached e -> new EventName("limit-reached", Optional.of(word(e.limit())));
            case SecurityEvent.AbuseReported e -> new EventName(REPORTED, Optional.of(word(e.reason())));
            case SecurityEvent.AdmissionChanged e -> new EventName(ADMISSION, Optional.of(word(e.change())));
            case SecurityEvent.Filtered e ->
                new EventName(FILTERED, Optional.of(e.rule().action()));
            case SecurityEvent.Administration e -> new EventName(word(e.action()), Optional.empty());
            case SecurityEvent.ServiceChanged e -> new EventName(word(e.change()), Optional.empty());
            case SecurityEvent.CertificateExpiring e -> new EventName("certificate-expiring", Optional.empty());
            case SecurityEvent.AlertRaised e -> new EventName("alert-raised", Optional.empty());
            case SecurityEvent.AlertFailed e -> new EventName("alert-failed", Optional.of(word(e.reason())));
            case SecurityEvent.LogChanged e -> new EventName(word(e.change()), Optional.empty());
        };
    }

    /** Returns every action that a rule can speak of, in the order of the documentation. */
    public static List<String> actions() {
        return Stream.of(
                        Stream.of(
                                "sign-in",
                                "verifier-added",
                                FAILED,
                                "sign-out",
                                "refused",
                                "limit-reached",
                                REPORTED,
                                ADMISSION,
                                FILTERED),
                        words(AdministrationAction.values()),
                        Stream.of("certificate-expiring"),
                        words(ServiceChange.values()),
                        words(LogChange.values()))
                .flatMap(names -> names)
                .toList();
    }

    /**
     * Reads a name.
     *
     * @param text an action, or an action, a slash and a reason
     * @return the name
     * @throws IllegalArgumentException with the mend when there is no such event
     */
    public static EventName parse(String text) {
        int slash = text.indexOf('/');
        String action = slash < 0 ? text : text.substring(0, slash);
        if (action.startsWith("alert-")) {
            throw new IllegalArgumentException("An alert about alerts would never end; their failures are in the log.");
        }
        if (!actions().contains(action)) {
            throw new IllegalArgumentException("There are " + String.join(", ", actions()) + ".");
        }
        if (slash < 0) {
            return new EventName(action, Optional.empty());
        }
        String reason = text.substring(slash + 1);
        return switch (action) {
            case FAILED -> known(action, reason, words(SignInFailure.values()).toList());
            case REPORTED -> known(action, reason, words(AbuseReason.values()).toList());
            case ADMISSION ->
                known(action, reason, words(AdmissionChange.values()).toList());
            case FILTERED -> known(action, reason, FILTER_ACTIONS);
            case "refused", "limit-reached" -> shaped(action, reason);
            default -> throw new IllegalArgumentException("Events of " + action + " have no reasons; leave it out.");
        };
    }

    private static EventName known(String action, String reason, List<String> reasons) {
        if (!reasons.contains(reason)) {
            throw new IllegalArgumentException("The reasons of " + action + " are " + String.join(", ", reasons) + ".");
        }
        return new EventName(action, Optional.of(reason));
    }

    /** The conditions of streams and stanzas and the limits are many enumerations; a word of their form may be one. */
    private static EventName shaped(String action, String reason) {
        if (!reason.matches("[a-z0-9-]{1,60}")) {
            throw new IllegalArgumentException("A reason is a word like policy-violation.");
        }
        return new EventName(action, Optional.of(reason));
    }

    /**
     * Returns whether a rule that speaks of this name means {@code event}.
     *
     * @param event the name of an event
     */
    public boolean covers(EventName event) {
        return action.equals(event.action) && (reason.isEmpty() || reason.equals(event.reason));
    }

    private static Stream<String> words(Enum<?>[] constants) {
        return Arrays.stream(constants).map(EventName::word);
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public String toString() {
        return action + reason.map(text -> "/" + text).orElse("");
    }
}

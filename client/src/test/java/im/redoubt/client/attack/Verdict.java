package im.redoubt.client.attack;

import im.redoubt.client.attack.Leaks.Disclosure;
import im.redoubt.client.line.DialFailure;
import im.redoubt.protocol.stream.ClientFailure;
import im.redoubt.testkit.hostile.ServerFault;
import java.util.List;

/**
 * How a client takes a fault.
 *
 * @param most how far it goes
 * @param failures the classes of the failure that it may end with, none where there is a session
 */
record Verdict(Disclosure most, List<Class<?>> failures) {
    /** Copies the list. */
    Verdict {
        failures = List.copyOf(failures);
    }

    private static Verdict of(Disclosure most, Class<?>... failures) {
        return new Verdict(most, List.of(failures));
    }

    /** Returns whether there is a session in spite of it. */
    boolean isSession() {
        return failures.isEmpty();
    }

    /** Returns whether a failure is one of these. */
    boolean admits(DialFailure failure) {
        Object why = failure instanceof DialFailure.Failed failed ? failed.why() : failure;
        return failures.stream().anyMatch(one -> one.isInstance(why));
    }

    /** Returns how a client takes a fault. A new fault has to be decided here. */
    static Verdict on(ServerFault fault) {
        return switch (fault) {
            case STRIPS_STARTTLS,
                    OFFERS_NOTHING_IN_CLEAR,
                    REFUSES_STARTTLS,
                    REFUSES_STARTTLS_AND_OFFERS_MORE,
                    SUCCEEDS_INSTEAD_OF_TLS,
                    SUCCEEDS_IN_CLEAR,
                    CHALLENGES_IN_CLEAR,
                    STRIPS_STARTTLS_AND_REPENTS,
                    OFFERS_MORE_BEHIND_STARTTLS -> of(Disclosure.DOMAIN, ClientFailure.Insecure.class);
            case OMITS_FEATURES_IN_CLEAR, SAYS_NOTHING, DRIPS_ITS_HEADER ->
                of(Disclosure.DOMAIN, ClientFailure.Closed.class);
            case FALLS_SILENT_BEHIND_TLS, DRIPS_ITS_FEATURES, SENDS_SPACES ->
                of(Disclosure.HEADER, ClientFailure.Closed.class);
            case NEVER_CHALLENGES -> of(Disclosure.NAME, ClientFailure.Closed.class);
            case NEVER_DECIDES, GOES_IN_SUCCESS -> of(Disclosure.PROOF, ClientFailure.Closed.class);
            case SHOWS_ANOTHER_CERTIFICATE -> of(Disclosure.DOMAIN, DialFailure.Untrusted.class);
            case SENDS_ELSEWHERE_IN_CLEAR -> of(Disclosure.DOMAIN, ClientFailure.Ended.class);
            case SENDS_TO_A_BAD_PORT, SENDS_TO_NO_HOST -> of(Disclosure.HEADER, ClientFailure.Ended.class);
            case SPEAKS_AN_OLD_VERSION -> of(Disclosure.DOMAIN, ClientFailure.Broken.class);
            case HAS_ANOTHER_NAME,
                    SPEAKS_TO_SERVERS,
                    SUCCEEDS_UNASKED,
                    CHALLENGES_UNASKED,
                    SENDS_BEFORE_AUTHENTICATION -> of(Disclosure.HEADER, ClientFailure.Broken.class);
            case NEVER_ENDS_ITS_FEATURES -> of(Disclosure.HEADER, ClientFailure.Stopped.class);
            case LEAVES_PLAIN, LEAVES_DIGESTS, LEAVES_NOTHING, ANNOUNCES_BINDINGS_FOR_NOTHING ->
                of(Disclosure.HEADER, ClientFailure.NoMechanism.class);
            case CHANGES_NONCE,
                    ADDS_NO_NONCE,
                    ADDS_A_SHORT_NONCE,
                    SUCCEEDS_EARLY,
                    ITERATES_NEVER,
                    ITERATES_ONCE,
                    ITERATES_TOO_LITTLE,
                    ITERATES_BACKWARDS,
                    ITERATES_PAST_32_BITS,
                    ITERATES_FOR_HOURS,
                    ITERATES_IN_FLOATS,
                    SALTS_NOTHING,
                    SALTS_GARBAGE,
                    DEMANDS_AN_EXTENSION,
                    SAYS_THE_SALT_TWICE,
                    REORDERS,
                    CHALLENGES_WITH_GARBAGE -> of(Disclosure.NAME, ClientFailure.Unproven.class);
            case REMOVES_PLUS, LEAVES_THE_WEAKEST, EDITS_BINDINGS, ANNOUNCES_UNKNOWN_BINDINGS ->
                of(Disclosure.NAME, ClientFailure.Unproven.class, ClientFailure.NoMechanism.class);
            case OFFERS_TWICE -> of(Disclosure.NAME, ClientFailure.Broken.class);
            case SALTS_TOO_MUCH -> of(Disclosure.NAME, ClientFailure.Stopped.class);
            case HANDS_OUT_A_HUGE_TOKEN -> of(Disclosure.PROOF, ClientFailure.Stopped.class);
            case PROVES_NOTHING, PROVES_WRONGLY, PROVES_AN_ERROR -> of(Disclosure.PROOF, ClientFailure.Unproven.class);
            case SIGNS_SOMEBODY_ELSE_IN,
                    BINDS_NO_RESOURCE,
                    BINDS_A_DOMAIN,
                    BINDS_GARBAGE,
                    BINDS_FOR_ANOTHER_REQUEST,
                    SUCCEEDS_TWICE,
                    SENDS_BEFORE_BINDING,
                    CHANGES_ITS_NAME -> of(Disclosure.PROOF, ClientFailure.Broken.class);
            default -> of(Disclosure.SESSION);
        };
    }
}

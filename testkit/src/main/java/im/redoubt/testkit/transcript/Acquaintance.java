package im.redoubt.testkit.transcript;

import java.util.function.Function;

/** How two accounts become contacts before a transcript begins, by the means of the protocol (RFC 6121 section 3). */
final class Acquaintance {
    private Acquaintance() {}

    /** Lets one see the other, or both each other, by sessions that end again. */
    static void make(Step.Sees step, Function<String, Actor> sessions) {
        try (Actor one = sessions.apply(step.who());
                Actor other = sessions.apply(step.whom())) {
            subscribe(one, step.who(), other, step.whom());
            if (step.mutual()) {
                subscribe(other, step.whom(), one, step.who());
            }
        }
    }

    private static void subscribe(Actor one, String who, Actor other, String whom) {
        one.send("<presence type='subscribe' to='" + whom + "@localhost'/>");
        one.settle();
        other.send("<presence type='subscribed' to='" + who + "@localhost'/>");
        other.settle();
    }
}

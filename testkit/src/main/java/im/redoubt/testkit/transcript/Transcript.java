package im.redoubt.testkit.transcript;

import im.redoubt.testkit.peer.Backend;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A transcript: what is proved, on what it runs, and the steps.
 *
 * @param name its file below {@code transcripts/}, without the ending
 * @param sentence the sentence that it proves
 * @param setup what it needs
 * @param steps what is done and seen, in order
 */
public record Transcript(String name, String sentence, Setup setup, List<Step> steps) {
    /** Copies the list. */
    public Transcript {
        steps = List.copyOf(steps);
    }

    /** What a transcript can run on. */
    public enum Runner {
        /** The pure state machine of {@code protocol.stream}. */
        NEGOTIATION,
        /** The server in the process of the test, with a store in a temporary directory. */
        SERVER,
        /** The whole service as the command line starts it. */
        SERVICE
    }

    /**
     * What a transcript needs.
     *
     * @param runners what it can run on
     * @param accounts accounts that there are, all with {@link Backend#PASSWORD}
     * @param admins those of them that are administrators
     * @param imported those of them that came from another server with a verifier of SCRAM-SHA-256 alone
     * @param settings settings that differ from the default, as {@code key=value}
     */
    public record Setup(
            Set<Runner> runners,
            Set<String> accounts,
            Set<String> admins,
            Set<String> imported,
            List<String> settings) {
        /** Copies the collections. */
        public Setup {
            runners = Set.copyOf(runners);
            // In the order of the file: accounts are made in it.
            accounts = Collections.unmodifiableSet(new LinkedHashSet<>(accounts));
            admins = Set.copyOf(admins);
            imported = Set.copyOf(imported);
            settings = List.copyOf(settings);
        }
    }

    /**
     * Runs it.
     *
     * @param backend what it runs on, fresh
     * @throws AssertionError if something else is seen than what it says; the message names the line
     */
    public void run(Backend backend) {
        try (Stage stage = new Stage(this, backend)) {
            for (Step step : steps) {
                stage.perform(step);
            }
            stage.finish();
        }
    }

    /** Returns the name and the sentence, as they are shown in the list of tests. */
    @Override
    public String toString() {
        return name + ": " + sentence;
    }
}

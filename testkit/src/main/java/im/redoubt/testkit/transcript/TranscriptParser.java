package im.redoubt.testkit.transcript;

import im.redoubt.testkit.transcript.Transcript.Runner;
import im.redoubt.testkit.transcript.Transcript.Setup;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads a transcript: the sentence; lines {@code key: value} of what it needs; steps. A line that begins with {@code #} is a
 * comment, wherever it stands. Indented lines belong to the step above them.
 */
public final class TranscriptParser {
    private final String name;
    private final List<String> lines;
    private final EnumSet<Runner> runners = EnumSet.noneOf(Runner.class);
    private final Set<String> accounts = new LinkedHashSet<>();
    private final Set<String> admins = new LinkedHashSet<>();
    private final Set<String> imported = new LinkedHashSet<>();
    private final List<String> settings = new ArrayList<>();
    private final List<String> filters = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private int at;

    private TranscriptParser(String name, String text) {
        this.name = name;
        this.lines = text.lines().toList();
    }

    /**
     * Reads a transcript.
     *
     * @param name its name, for messages
     * @param text all of it
     * @return the transcript
     * @throws TranscriptException if it is not written as transcripts are; the message names the line
     */
    public static Transcript parse(String name, String text) {
        TranscriptParser parser = new TranscriptParser(name, text);
        try {
            return parser.transcript();
        } catch (TranscriptException e) {
            throw new TranscriptException(name + ".transcript:" + (parser.at + 1) + ": " + e.getMessage());
        }
    }

    private Transcript transcript() {
        String sentence = lines.isEmpty() ? "" : lines.get(0);
        if (!sentence.matches("[A-Z].*\\.")) {
            throw new TranscriptException("the first line is the sentence that is proved, with its full stop");
        }
        for (at = 1; at < lines.size(); at++) {
            String line = lines.get(at);
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (line.matches("[a-z ]+: .*") && steps.isEmpty()) {
                header(line);
            } else {
                step(line);
            }
        }
        if (runners.isEmpty() || steps.isEmpty()) {
            throw new TranscriptException("it needs a line 'runs on: …' and steps");
        }
        if (!filters.isEmpty()) {
            settings.add("filter=[" + String.join(", ", filters) + "]");
        }
        return new Transcript(name, sentence, new Setup(runners, accounts, admins, imported, settings), steps);
    }

    private void header(String line) {
        int colon = line.indexOf(": ");
        String value = line.substring(colon + 2).strip();
        switch (line.substring(0, colon)) {
            case "runs on" -> List.of(value.split(", *")).forEach(one -> runners.add(runner(one)));
            case "accounts" -> accounts.addAll(List.of(value.split(", *")));
            case "admins" -> {
                admins.addAll(List.of(value.split(", *")));
                accounts.addAll(admins);
            }
            case "imported" -> {
                imported.addAll(List.of(value.split(", *")));
                accounts.addAll(imported);
            }
            case "setting" -> settings.add(value);
            case "filter" -> filters.add("{" + value + "}");
            default ->
                throw new TranscriptException(
                        "no such line; there are: runs on, accounts, admins, imported, setting, filter");
        }
    }

    private static Runner runner(String word) {
        try {
            return Runner.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new TranscriptException("nothing to run on: " + word + "; there are negotiation, server and service");
        }
    }

    private void step(String line) {
        if (line.startsWith(" ") || line.startsWith("\t")) {
            throw new TranscriptException("an indented line that belongs to no step");
        }
        int begun = at;
        StringBuilder block = new StringBuilder();
        while (at + 1 < lines.size() && lines.get(at + 1).startsWith(" ")) {
            at++;
            String more = lines.get(at).strip();
            boolean tag = block.length() > 0 && block.charAt(block.length() - 1) != '>' && !more.startsWith("<");
            block.append(tag ? " " : "").append(more);
        }
        int end = at;
        at = begun;
        Step step = StepGrammar.read(begun + 1, line.stripTrailing(), block.toString());
        if (step instanceof Step.SignsIn signsIn) {
            accounts.add(account(signsIn.who()));
        } else if (step instanceof Step.Authenticates authenticates) {
            accounts.add(account(authenticates.who()));
        } else if (step instanceof Step.AuthenticatesWith authenticates) {
            accounts.add(account(authenticates.who()));
        } else if (step instanceof Step.ComesOnline online) {
            accounts.add(account(online.who()));
        } else if (step instanceof Step.Sees sees) {
            accounts.add(sees.who());
            accounts.add(sees.whom());
        }
        steps.add(step);
        at = end;
    }

    /** Returns the account of somebody who is written {@code account/device}. */
    static String account(String who) {
        int slash = who.indexOf('/');
        return slash < 0 ? who : who.substring(0, slash);
    }
}

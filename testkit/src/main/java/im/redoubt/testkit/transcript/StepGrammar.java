package im.redoubt.testkit.transcript;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How steps are written: a line, and for some an XML text behind it or indented below. */
final class StepGrammar {
    private static final Pattern ACTION =
            Pattern.compile("([a-z][a-z0-9-]*(?:/[a-z0-9-]+)?) (sends|[a-z].*?)(?: (<.*)|(?<= sends) (.*))?");
    private static final Pattern PRIORITY = Pattern.compile("comes online with priority (-?\\d{1,3})");
    private static final Pattern ENDED = Pattern.compile("is ended with ([a-z-]+)");
    private static final Pattern GOES_ON = Pattern.compile("goes on as ([a-z][a-z0-9-]*/[a-z0-9-]+)");
    private static final Pattern AFTER = Pattern.compile("after (\\d{1,6})(s|m|h|d)");
    private static final Pattern INVITES = Pattern.compile("the operator invites ([a-z]+) as ([a-z]+)");

    private static final Pattern SEES = Pattern.compile("([a-z]+) sees ([a-z]+)");
    private static final Pattern CONTACTS = Pattern.compile("([a-z]+) and ([a-z]+) are contacts");

    private StepGrammar() {}

    /** Reads a step whose text below it is {@code block}, empty if it has none. */
    static Step read(int line, String text, String block) {
        return fixed(line, text).orElseGet(() -> free(line, text, block));
    }

    /** Reads a step that has no text. */
    private static Optional<Step> fixed(int line, String text) {
        Matcher after = AFTER.matcher(text);
        if (after.matches()) {
            return Optional.of(new Step.Passes(line, duration(after.group(1), after.group(2))));
        }
        if (text.equals("the server restarts")) {
            return Optional.of(new Step.Restarts(line));
        }
        Matcher invites = INVITES.matcher(text);
        if (invites.matches()) {
            String name = invites.group(1);
            return Optional.of(
                    new Step.Invites(line, Optional.of(name).filter(one -> !one.equals("anybody")), invites.group(2)));
        }
        Matcher sees = SEES.matcher(text);
        if (sees.matches()) {
            return Optional.of(new Step.Sees(line, sees.group(1), sees.group(2), false));
        }
        Matcher contacts = CONTACTS.matcher(text);
        if (contacts.matches()) {
            return Optional.of(new Step.Sees(line, contacts.group(1), contacts.group(2), true));
        }
        return Optional.empty();
    }

    /** Reads a step that may have a text. */
    private static Step free(int line, String text, String block) {
        Matcher action = ACTION.matcher(text);
        if (!action.matches()) {
            throw new TranscriptException("not a step: " + text);
        }
        String markup = action.group(3) == null ? "" : action.group(3);
        String behind = action.group(4) == null ? markup : action.group(4);
        if (!behind.isEmpty() && !block.isEmpty()) {
            throw new TranscriptException("text behind the step and below it");
        }
        return action(line, action.group(1), action.group(2), behind + block);
    }

    private static Step action(int line, String who, String verb, String text) {
        return switch (verb) {
            case "sends" -> new Step.Sends(line, who, some(text));
            case "authenticates with SASL2 and" -> new Step.AuthenticatesWith(line, who, some(text));
            case "receives" -> new Step.Receives(line, who, expected(text), false);
            case "receives in any order" -> new Step.Receives(line, who, expected(text), true);
            case "never receives" -> new Step.NeverReceives(line, who, one(text));
            case "ignores" -> new Step.Ignores(line, who, one(text));
            default -> {
                if (!text.isEmpty()) {
                    throw new TranscriptException("no text belongs to: " + verb);
                }
                yield plain(line, who, verb);
            }
        };
    }

    private static Step plain(int line, String who, String verb) {
        return switch (verb) {
            case "connects" -> new Step.Connects(line, who, true);
            case "connects in clear" -> new Step.Connects(line, who, false);
            case "starts TLS" -> new Step.StartsTls(line, who);
            case "opens a stream" -> new Step.OpensStream(line, who);
            case "authenticates" -> new Step.Authenticates(line, who);
            case "authenticates with SASL2" -> new Step.AuthenticatesWith(line, who, "");
            case "signs in" -> new Step.SignsIn(line, who);
            case "comes online" -> new Step.ComesOnline(line, who, Optional.empty());
            case "receives nothing" -> new Step.ReceivesNothing(line, who);
            case "is disconnected" -> new Step.IsDisconnected(line, who);
            case "closes" -> new Step.Leaves(line, who, true);
            case "drops" -> new Step.Leaves(line, who, false);
            default -> numbered(line, who, verb);
        };
    }

    private static Step numbered(int line, String who, String verb) {
        Matcher priority = PRIORITY.matcher(verb);
        if (priority.matches()) {
            return new Step.ComesOnline(line, who, Optional.of(Integer.parseInt(priority.group(1))));
        }
        Matcher goesOn = GOES_ON.matcher(verb);
        if (goesOn.matches()) {
            return new Step.GoesOn(line, who, goesOn.group(1));
        }
        Matcher ended = ENDED.matcher(verb);
        if (ended.matches()) {
            return new Step.IsEnded(line, who, ended.group(1));
        }
        throw new TranscriptException("nobody can do this: " + verb + "; see docs/transcripts.md");
    }

    private static String some(String text) {
        if (text.isEmpty()) {
            throw new TranscriptException("the text is missing");
        }
        return text;
    }

    private static List<Expected> expected(String text) {
        try {
            return Expected.read(some(text));
        } catch (IllegalArgumentException e) {
            throw new TranscriptException(String.valueOf(e.getMessage()));
        }
    }

    private static Expected one(String text) {
        List<Expected> all = expected(text);
        if (all.size() != 1) {
            throw new TranscriptException("one element is needed, not " + all.size());
        }
        return all.get(0);
    }

    private static Duration duration(String number, String unit) {
        long count = Long.parseLong(number);
        return switch (unit) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }
}

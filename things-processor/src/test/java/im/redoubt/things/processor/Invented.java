package im.redoubt.things.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Vocabularies that nobody has thought of: the same one for each seed. */
final class Invented {
    private static final List<String> WORDS =
            List.of("Open", "door", "URL", "x", "Of", "Class", "Default", "A1", "list");

    private final Random random;
    private final StringBuilder out = new StringBuilder("enum Zone { ONE, TWO_OR_MORE, $ }\n");
    private final List<String> parts = new ArrayList<>();

    private Invented(long seed) {
        random = new Random(seed);
    }

    /** Returns what stands in the interface. */
    static String of(long seed) {
        Invented invented = new Invented(seed);
        int records = 2 + invented.random.nextInt(6);
        for (int i = 0; i < records; i++) {
            invented.record(i);
        }
        return invented.out.toString();
    }

    private void record(int number) {
        String name = "R" + number + "_" + pick(WORDS);
        // What is neither is part of what comes behind it, or would be refused.
        int what = random.nextInt(3);
        if (what == 0 && !parts.isEmpty()) {
            out.append("@AllowedTo({Role.OWNER")
                    .append(random.nextBoolean() ? ", Role.GUEST" : "")
                    .append("}) ");
        }
        boolean command = what == 0 && !parts.isEmpty();
        out.append("record ")
                .append(name)
                .append('(')
                .append(String.join(", ", fields(command)))
                .append(")");
        if (command) {
            out.append(" implements Command<").append(pick(parts)).append("> {}\n");
        } else {
            out.append(what == 1 ? " implements Event {}\n" : " implements Reading {}\n");
            parts.add(name);
        }
    }

    private List<String> fields(boolean command) {
        List<String> fields = new ArrayList<>();
        List<String> left = new ArrayList<>(parts);
        int count = random.nextInt(9);
        for (int i = 0; i < count; i++) {
            String name = " f" + i + pick(WORDS);
            if (command && random.nextInt(4) == 0) {
                fields.add("@Secret " + (random.nextBoolean() ? "Pin" : "Optional<Pin>") + name);
            } else if (!left.isEmpty() && random.nextInt(3) == 0) {
                fields.add(counted("", left.remove(random.nextInt(left.size()))) + name);
            } else {
                fields.add(simple() + name);
            }
        }
        return fields;
    }

    private String simple() {
        int most = 1 + random.nextInt(2000);
        return switch (random.nextInt(9)) {
            case 0 -> counted("@Range(least = " + -random.nextInt(9) + ", most = " + most + ") ", "Integer");
            case 1 -> counted("@Range(least = " + most + "L, most = Long.MAX_VALUE) ", "Long");
            case 2 -> counted("", "Boolean");
            case 3 -> counted("", "Zone");
            case 4 -> counted("", "Instant");
            case 5 -> counted("@AtMost(" + most + ") ", "Duration");
            case 6 -> counted("@AtMost(" + most + ") ", "Unverified");
            case 7 -> counted("@AtMost(" + most + ") ", "Octets");
            default -> counted("", random.nextBoolean() ? "BareJid" : "Jid");
        };
    }

    private String counted(String bounds, String type) {
        return switch (random.nextInt(3)) {
            case 0 -> bounds + type;
            case 1 -> bounds + "Optional<" + type + ">";
            default -> "@AtMost(" + (1 + random.nextInt(1000)) + ") List<" + bounds + type + ">";
        };
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}

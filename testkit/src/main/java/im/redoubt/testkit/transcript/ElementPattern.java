package im.redoubt.testkit.transcript;

import im.redoubt.testkit.stream.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An element that is expected. It is like it if its expanded name is the same, every attribute that the pattern lists is
 * there, every child that it lists is there, each its own, in any order, and its text is the same where the pattern has any.
 * More attributes and children may be there, but for an attribute with the value {@code {none}}, and in an element whose text
 * begins with {@code {only}}, which has no other children and no other text.
 */
final class ElementPattern {
    private static final String ONLY = "{only}";
    private static final String NONE = "{none}";

    private final Tree pattern;

    ElementPattern(Tree pattern) {
        this.pattern = pattern;
    }

    Tree pattern() {
        return pattern;
    }

    /**
     * Compares.
     *
     * @param actual what came
     * @param variables what placeholders stand for; takes what is bound, if it matches
     * @return what is different, empty if it matches
     */
    Optional<String> mismatch(Tree actual, Variables variables) {
        Variables tried = variables.copy();
        Optional<String> difference = difference(pattern, actual, tried);
        if (difference.isEmpty()) {
            variables.take(tried);
        }
        return difference;
    }

    private static Optional<String> difference(Tree expected, Tree actual, Variables variables) {
        if (!expected.name().equals(actual.name())) {
            return Optional.of(actual.name() + " instead of " + expected.name());
        }
        for (Map.Entry<String, String> attribute : expected.attributes().entrySet()) {
            Optional<String> difference = attribute(attribute, actual, variables);
            if (difference.isPresent()) {
                return difference;
            }
        }
        String text = expected.text().strip();
        boolean only = text.startsWith(ONLY);
        text = only ? text.substring(ONLY.length()).strip() : text;
        if ((only || !text.isEmpty())
                && !ValuePattern.matches(text, actual.text().strip(), variables)) {
            return Optional.of(
                    "the text of " + actual.name() + " is '" + actual.text().strip() + "' instead of '" + text + "'");
        }
        if (only && actual.children().size() != expected.children().size()) {
            return Optional.of(actual.name() + " has " + actual.children().size() + " children instead of "
                    + expected.children().size());
        }
        return children(expected, actual, variables);
    }

    private static Optional<String> attribute(Map.Entry<String, String> attribute, Tree actual, Variables variables) {
        String name = attribute.getKey();
        if (attribute.getValue().equals(NONE)) {
            return actual.attributes().containsKey(name)
                    ? Optional.of(actual.name() + " has an attribute " + name)
                    : Optional.empty();
        }
        if (!actual.attributes().containsKey(name)) {
            return Optional.of(actual.name() + " has no attribute " + name);
        }
        String value = actual.attribute(name);
        return ValuePattern.matches(attribute.getValue(), value, variables)
                ? Optional.empty()
                : Optional.of(name + "='" + value + "' instead of '" + attribute.getValue() + "' in " + actual.name());
    }

    private static Optional<String> children(Tree expected, Tree actual, Variables variables) {
        Optional<Variables> found = assign(expected.children(), 0, new ArrayList<>(actual.children()), variables);
        if (found.isPresent()) {
            variables.take(found.get());
            return Optional.empty();
        }
        for (Tree child : expected.children()) {
            List<String> why = new ArrayList<>();
            for (Tree candidate : actual.children()) {
                reason(child, candidate, variables).ifPresent(why::add);
            }
            if (why.size() == actual.children().size()) {
                return Optional.of("in " + actual.name() + " nothing is like " + child.name() + ": " + why);
            }
        }
        return Optional.of("in " + actual.name() + " two expected children would be the same one");
    }

    /** Returns why a child is not the one, where it may name what only another would have bound. */
    private static Optional<String> reason(Tree child, Tree candidate, Variables variables) {
        try {
            return difference(child, candidate, variables.copy());
        } catch (TranscriptException unbound) {
            return Optional.of(String.valueOf(unbound.getMessage()));
        }
    }

    /** Finds for each expected child one of its own, trying all ways. */
    private static Optional<Variables> assign(List<Tree> expected, int at, List<Tree> left, Variables variables) {
        if (at == expected.size()) {
            return Optional.of(variables);
        }
        for (int i = 0; i < left.size(); i++) {
            Variables tried = variables.copy();
            if (difference(expected.get(at), left.get(i), tried).isEmpty()) {
                Tree taken = left.remove(i);
                Optional<Variables> rest = assign(expected, at + 1, left, tried);
                if (rest.isPresent()) {
                    return rest;
                }
                left.add(i, taken);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return pattern.toString();
    }
}

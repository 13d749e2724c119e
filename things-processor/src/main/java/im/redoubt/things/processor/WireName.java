package im.redoubt.things.processor;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A name as it is written in XML: in lower case, with hyphens between its words.
 *
 * @param text such as {@code not-before}
 */
record WireName(String text) {
    private static final Pattern JAVA = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");

    /** Returns how a record or a component is written; nothing if it would be no name that everybody can read. */
    static Optional<WireName> of(String java) {
        if (!JAVA.matcher(java).matches() || java.contains("__") || java.endsWith("_")) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < java.length(); i++) {
            char c = java.charAt(i);
            if (beginsWord(java, i)) {
                text.append('-');
            }
            if (c != '_') {
                text.append(Character.toLowerCase(c));
            }
        }
        return Optional.of(new WireName(text.toString()));
    }

    /** Returns how a constant of an enum is written, as {@code Kind.oneOf} does. */
    static String ofConstant(String java) {
        return java.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    // In "URLName" the words are URL and Name; in "zone2Name" they are zone2 and Name.
    private static boolean beginsWord(String java, int at) {
        if (java.charAt(at) == '_') {
            return true;
        }
        if (at == 0 || java.charAt(at - 1) == '_' || !Character.isUpperCase(java.charAt(at))) {
            return false;
        }
        boolean endsCapitals = at + 1 < java.length() && Character.isLowerCase(java.charAt(at + 1));
        return !Character.isUpperCase(java.charAt(at - 1)) || endsCapitals;
    }

    /** Returns the name of a constant of Java. */
    String constant() {
        return text.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /** Returns why nothing in a vocabulary may be called so, if that is so. */
    Optional<String> refusal() {
        if (text.startsWith("xml")) {
            return Optional.of("names that begin with xml belong to XML; call it otherwise");
        }
        if (text.equals("body")) {
            return Optional.of(
                    "a body is what people write to each other, and nothing for machines; call it by what it says");
        }
        return Optional.empty();
    }
}

package im.redoubt.server.event;

import java.util.regex.Pattern;

/**
 * The name of a rule of the configuration. Guarantee: it is a word that nothing can be hidden in.
 *
 * @param text 1 to 40 of the letters a to z, digits, and hyphens
 */
public record RuleName(String text) {
    private static final Pattern FORM = Pattern.compile("[a-z0-9-]{1,40}");

    /** Checks the form. */
    public RuleName {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("Write 1 to 40 of a to z, 0 to 9 and hyphens.");
        }
    }

    @Override
    public String toString() {
        return text;
    }
}

package im.redoubt.audit;

/**
 * What a linter looks for.
 *
 * @param id its name, which does not change: results of many runs are compared by it
 * @param severity how bad it is
 * @param reason what is wrong, and why it matters
 * @param mend what to do in its place
 */
public record Rule(String id, Severity severity, String reason, String mend) {}

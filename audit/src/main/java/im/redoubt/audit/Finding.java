package im.redoubt.audit;

/**
 * A place where a rule is broken.
 *
 * @param file what the caller calls the file
 * @param line the line, from 1
 * @param rule the rule
 */
public record Finding(String file, long line, Rule rule) {}

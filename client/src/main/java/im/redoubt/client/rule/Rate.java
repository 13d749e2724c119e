package im.redoubt.client.rule;

/**
 * How often a rule lets something in. Each sender has an allowance, and all together have one: who has many addresses does not get more
 * than all together may.
 *
 * @param each of each bare address
 * @param together of all whom the rule is about
 */
public record Rate(Allowance each, Allowance together) {}

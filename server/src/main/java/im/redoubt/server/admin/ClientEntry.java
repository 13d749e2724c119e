package im.redoubt.server.admin;

import java.time.Instant;

/**
 * A client in a list.
 *
 * @param id what it is revoked by
 * @param name what it said of itself: program and device, empty if nothing was kept
 * @param lastSeen when it last signed in
 * @param password whether it had the password
 * @param tokens how many tokens it holds
 */
public record ClientEntry(String id, String name, Instant lastSeen, boolean password, int tokens) {}

package im.redoubt.server.pep;

import im.redoubt.server.blocking.Blocklists;
import im.redoubt.server.capabilities.Interests;
import im.redoubt.server.roster.RosterCache;
import im.redoubt.server.session.Sessions;
import java.security.SecureRandom;

/**
 * Whom events are for, and what they are sent by.
 *
 * @param sessions who is on line
 * @param rosters who sees whose presence
 * @param blocklists who keeps whom away
 * @param interests who wants to hear of what
 * @param random where ids come from
 */
public record Audience(
        Sessions sessions, RosterCache rosters, Blocklists blocklists, Interests interests, SecureRandom random) {}

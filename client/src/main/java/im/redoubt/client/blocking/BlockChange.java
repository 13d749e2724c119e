package im.redoubt.client.blocking;

import im.redoubt.protocol.address.Jid;
import java.util.Set;

/**
 * Somebody is kept away now, or not any more.
 *
 * @param now who is kept away since then
 * @param added who was not before
 * @param removed who was before
 */
public record BlockChange(Set<Jid> now, Set<Jid> added, Set<Jid> removed) {}

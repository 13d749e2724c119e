package im.redoubt.client.roster;

import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.xml.Element;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What the account's owner says of a contact: how to call him, and in which groups to show him (RFC 6121 section 2.1.2).
 *
 * @param address the contact
 * @param name what to call him, at most {@link #MOST_CHARS} characters, perhaps none
 * @param groups names of groups, at most {@link #MOST_GROUPS}
 */
public record RosterEntry(BareJid address, Unverified name, Set<Unverified> groups) {
    /** The most characters of a name. */
    public static final int MOST_CHARS = 1_023;

    /** The most groups of a contact. */
    public static final int MOST_GROUPS = 64;

    /** Checks the lengths. */
    public RosterEntry {
        groups = copy(groups);
        if (name.length() > MOST_CHARS || groups.size() > MOST_GROUPS) {
            throw new IllegalArgumentException(
                    "a name of " + MOST_CHARS + " characters and " + MOST_GROUPS + " groups at most");
        }
        for (Unverified group : groups) {
            if (group.isEmpty() || group.length() > MOST_CHARS) {
                throw new IllegalArgumentException("a group has a name of " + MOST_CHARS + " characters at most");
            }
        }
    }

    /** Most contacts are in one group, or in none. */
    private static Set<Unverified> copy(Set<Unverified> groups) {
        if (groups.size() > 1) {
            return Collections.unmodifiableSet(new LinkedHashSet<>(groups));
        }
        return groups.isEmpty()
                ? Collections.emptySet()
                : Collections.singleton(groups.iterator().next());
    }

    /** Returns a contact without a name, in no group. */
    public static RosterEntry of(BareJid address) {
        return new RosterEntry(address, Unverified.EMPTY, Collections.emptySet());
    }

    /**
     * Returns this entry with another name.
     *
     * @throws IllegalArgumentException if it is too long, or has characters that XML does not allow
     */
    public RosterEntry named(String other) {
        return new RosterEntry(address, checked(other), groups);
    }

    /**
     * Returns this entry in one more group.
     *
     * @throws IllegalArgumentException if its name is empty or too long, or has characters that XML does not allow
     */
    public RosterEntry in(String group) {
        Set<Unverified> more = new LinkedHashSet<>(groups);
        more.add(checked(group));
        return new RosterEntry(address, name, more);
    }

    /** Returns this entry in no group. */
    public RosterEntry inNoGroup() {
        return new RosterEntry(address, name, Collections.emptySet());
    }

    private static Unverified checked(String text) {
        Element.named(RosterElements.NAMESPACE, "group").text(text).build();
        return Unverified.of(text);
    }
}

package im.redoubt.server.capabilities;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/** What a client supports. Immutable, and shared by all sessions whose clients say the same. */
final class ClientFeatures {
    /** Nothing. */
    static final ClientFeatures NONE = new ClientFeatures(Set.of());

    private static final String NOTIFY = "+notify";
    private static final int BYTES_EACH = 96;

    // Not the JDK's immutable sets: names of one hash code, which anybody can make, cost those a step for each pair.
    private final Set<String> names;
    private final Set<String> interests;
    private final long bytes;

    ClientFeatures(Collection<String> names) {
        this.names = Collections.unmodifiableSet(new HashSet<>(names));
        Set<String> wanted = new HashSet<>();
        long sum = BYTES_EACH;
        for (String name : names) {
            if (name.endsWith(NOTIFY)) {
                wanted.add(name.substring(0, name.length() - NOTIFY.length()));
                sum += BYTES_EACH + 2L * name.length();
            }
            sum += BYTES_EACH + 2L * name.length();
        }
        this.interests = Collections.unmodifiableSet(wanted);
        this.bytes = sum;
    }

    boolean has(String name) {
        return names.contains(name);
    }

    /** Returns the nodes whose notifications it wants. */
    Set<String> interests() {
        return interests;
    }

    /** Returns about how many bytes it takes. */
    long bytes() {
        return bytes;
    }
}

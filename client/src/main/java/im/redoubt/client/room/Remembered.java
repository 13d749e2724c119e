package im.redoubt.client.room;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/** Who said what of late, so that nobody else takes it back or changes it (ATTACKS 69). The oldest is forgotten first. */
final class Remembered {
    /** How many names; a message has one or two. */
    static final int MOST = 500;

    private final Set<Key> keys = new LinkedHashSet<>();

    /** By what a message is named. */
    enum Naming {
        AUTHOR,
        AUTHOR_IN_PRIVATE,
        ROOM
    }

    private record Key(Naming naming, String id, Author author) {}

    void add(Naming naming, String id, Author author) {
        keys.add(new Key(naming, id, author));
        if (keys.size() > MOST) {
            Iterator<Key> oldest = keys.iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /** Returns whether he said it. */
    boolean isBy(Naming naming, String id, Author author) {
        return keys.contains(new Key(naming, id, author));
    }
}

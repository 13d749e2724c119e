package im.redoubt.server.store;

import java.util.List;

/** The names of groups of a roster in one column. */
final class GroupNames {
    /** Separates groups; it is no character of XML, so no group has it in its name. */
    private static final String SEPARATOR = "\u001f";

    private GroupNames() {}

    static String joined(List<String> groups) {
        for (String group : groups) {
            if (group.isEmpty() || group.contains(SEPARATOR)) {
                throw new IllegalArgumentException("a roster group has a name, without control characters");
            }
        }
        return String.join(SEPARATOR, groups);
    }

    static List<String> split(String joined) {
        return joined.isEmpty() ? List.of() : List.of(joined.split(SEPARATOR, -1));
    }
}

package im.redoubt.things.processor;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which records need which others, and an order in which each comes behind those. */
final class Order {
    private Order() {}

    /** Returns the names of the records that stand in this one or answer it. */
    static Set<String> needs(Entry entry) {
        Set<String> names = parts(entry);
        entry.purpose().terms().ifPresent(terms -> names.add(terms.answer()));
        return names;
    }

    /** Returns all records, each behind those that stand in it, and otherwise in the order of the source. */
    static List<Entry> partsFirst(List<Entry> entries) {
        Set<Entry> ordered = new LinkedHashSet<>();
        for (Entry entry : entries) {
            add(entry, entries, ordered);
        }
        return new ArrayList<>(ordered);
    }

    /** Returns whether a record stands in itself, directly or by way of others. */
    static boolean holdsItself(Entry entry, List<Entry> entries) {
        Set<String> reached = new LinkedHashSet<>();
        List<String> open = new ArrayList<>(parts(entry));
        while (!open.isEmpty()) {
            String name = open.remove(open.size() - 1);
            if (reached.add(name)) {
                entries.stream().filter(other -> other.name().equals(name)).forEach(other -> open.addAll(parts(other)));
            }
        }
        return reached.contains(entry.name());
    }

    private static void add(Entry entry, List<Entry> entries, Set<Entry> ordered) {
        if (ordered.contains(entry)) {
            return;
        }
        Set<String> parts = parts(entry);
        for (Entry other : entries) {
            if (parts.contains(other.name())) {
                add(other, entries, ordered);
            }
        }
        ordered.add(entry);
    }

    private static Set<String> parts(Entry entry) {
        Set<String> names = new LinkedHashSet<>();
        for (Component component : entry.components()) {
            if (component.value().wire().place() == Value.Place.NESTED) {
                names.add(component.nestedName());
            }
        }
        return names;
    }
}

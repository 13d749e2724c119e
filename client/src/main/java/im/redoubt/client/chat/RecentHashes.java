package im.redoubt.client.chat;

import java.util.Arrays;

/** The hashes that were added last, in a table of their own: an account that talks much has thousands. */
final class RecentHashes {
    private static final int FIRST = 8;

    private final int most;
    // In the order in which they came; once it is full, the eldest is at next.
    private long[] order = new long[FIRST];
    private int size;
    private int next;
    // Each at the first free slot from its own on; 0 is free.
    private long[] table = new long[2 * FIRST];

    /** Remembers as many as this. */
    RecentHashes(int most) {
        this.most = most;
    }

    /** Adds one; returns whether it was not among them. */
    boolean add(long hash) {
        long one = hash == 0 ? 1 : hash;
        if (table[slotOf(one)] == one) {
            return false;
        }
        if (size == most) {
            remove(order[next]);
            order[next] = one;
            next = (next + 1) % most;
        } else {
            grow();
            order[size++] = one;
        }
        table[slotOf(one)] = one;
        return true;
    }

    private void grow() {
        if (size < order.length) {
            return;
        }
        order = Arrays.copyOf(order, Math.min(2 * size, most));
        table = new long[2 * table.length];
        for (int i = 0; i < size; i++) {
            table[slotOf(order[i])] = order[i];
        }
    }

    /** Returns where it is, or where it belongs. */
    private int slotOf(long hash) {
        int slot = home(hash);
        while (table[slot] != 0 && table[slot] != hash) {
            slot = after(slot);
        }
        return slot;
    }

    private int after(int slot) {
        return slot + 1 & table.length - 1;
    }

    private int home(long hash) {
        return (int) hash & table.length - 1;
    }

    // Those behind it move up, unless they would come before their own slot.
    private void remove(long hash) {
        int free = slotOf(hash);
        table[free] = 0;
        for (int slot = after(free); table[slot] != 0; slot = after(slot)) {
            int away = slot - home(table[slot]) & table.length - 1;
            if (away >= (slot - free & table.length - 1)) {
                table[free] = table[slot];
                table[slot] = 0;
                free = slot;
            }
        }
    }
}

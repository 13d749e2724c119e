package im.redoubt.app.attack;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/** The live heap of this process, in which the attacked service runs too. */
final class Heap {
    private static final int COLLECTIONS = 4;

    private Heap() {}

    /** Collects several times, so that what is reached only through references and cleaners goes too. Returns bytes. */
    static long live() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            memory.gc();
            least = Math.min(least, memory.getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}

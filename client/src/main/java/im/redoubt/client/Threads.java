package im.redoubt.client;

import java.util.concurrent.ThreadFactory;

/** The threads of a session where the application gave none: virtual ones where there are such (Java 21), daemons elsewhere. */
final class Threads {
    private Threads() {}

    /** Returns the factory. */
    static ThreadFactory standard() {
        return virtual() ? Threads::virtual : Threads::daemon;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "redoubt-client");
        thread.setDaemon(true);
        return thread;
    }

    private static boolean virtual() {
        try {
            Thread.class.getMethod("ofVirtual");
            return true;
        } catch (NoSuchMethodException older) {
            return false;
        }
    }

    private static Thread virtual(Runnable work) {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            Class<?> type = Class.forName("java.lang.Thread$Builder");
            Object named = type.getMethod("name", String.class).invoke(builder, "redoubt-client");
            return (Thread) type.getMethod("unstarted", Runnable.class).invoke(named, work);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a Java with virtual threads makes none", e);
        }
    }
}

package im.redoubt.server;

import io.netty.channel.epoll.Epoll;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.sqlite.SQLiteJDBCLoader;

/**
 * What a service needs whatever its settings say, loaded on a second thread while the command line and the settings are
 * read. A start takes about a quarter less so.
 */
public final class HeadStart {
    private HeadStart() {}

    /** Begins, and waits for nothing: who needs a part before it is there makes it himself. */
    public static void begin() {
        Thread.ofPlatform().name("head-start").daemon().start(HeadStart::load);
    }

    private static void load() {
        Epoll.isAvailable();
        try {
            SQLiteJDBCLoader.initialize();
            SSLContext.getInstance("TLSv1.3").init(null, new TrustManager[0], null);
        } catch (Exception again) { // SQLite's loader declares nothing narrower
            // What fails here fails again where it is needed, and is explained there.
        }
    }
}

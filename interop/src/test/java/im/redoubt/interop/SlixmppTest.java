package im.redoubt.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** slixmpp against Redoubt. */
@Tag("interop")
class SlixmppTest extends SlixmppContract {
    private final Path directory;

    SlixmppTest(@TempDir Path directory) {
        super(directory, RedoubtServer.start(directory));
        this.directory = directory;
    }

    /** Others end all sessions when they stop. */
    @Test
    @Tag("SRV-13")
    @Tag("N-124")
    void goesOnOverARestart() throws Exception {
        Thread operator = Thread.ofVirtual().start(this::restartWhenItIsWanted);
        run("goes_on_over_a_restart");
        operator.join();
    }

    private void restartWhenItIsWanted() {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!Files.exists(directory.resolve("restart.wanted")) && System.nanoTime() < until) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        ((RedoubtServer) server()).restart();
        try {
            Files.createFile(directory.resolve("restart.done"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Not asked of others: what a server writes may differ in white space that a reader need not keep. */
    @Test
    @Tag("S-7")
    void readsTheMessagesThatWereSentAndNoOther() {
        run("reads_the_messages_that_were_sent_and_no_other");
    }

    /** What others remember of hashes, and what they let wait, is theirs to choose. */
    @Test
    void isAskedWhatItSupportsOnceForAllLikeIt() {
        run("is_asked_what_it_supports_once_for_all_like_it");
    }

    @Test
    void hearsNewsWhenSomebodyLooksAgain() {
        run("hears_news_when_somebody_looks_again");
    }
}

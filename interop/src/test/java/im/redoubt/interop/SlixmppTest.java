package im.redoubt.interop;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** slixmpp against Redoubt. */
@Tag("interop")
class SlixmppTest extends SlixmppContract {
    SlixmppTest(@TempDir Path directory) {
        super(directory, RedoubtServer.start(directory));
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

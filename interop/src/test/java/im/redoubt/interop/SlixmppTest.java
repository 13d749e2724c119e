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
}

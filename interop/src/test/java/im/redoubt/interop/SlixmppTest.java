package im.redoubt.interop;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** slixmpp against Redoubt. */
@Tag("interop")
class SlixmppTest extends SlixmppContract {
    SlixmppTest(@TempDir Path directory) {
        super(directory, RedoubtServer.start(directory));
    }
}

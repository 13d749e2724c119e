package im.redoubt.interop;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** go-sendxmpp against Redoubt. */
@Tag("interop")
class GoSendxmppTest extends GoSendxmppContract {
    GoSendxmppTest(@TempDir Path directory) {
        super(directory, RedoubtServer.start(directory));
    }
}

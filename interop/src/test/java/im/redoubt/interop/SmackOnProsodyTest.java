package im.redoubt.interop;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Smack against Prosody: what the tests ask for is not made to fit our server. */
@Tag("interop")
@Tag("long")
class SmackOnProsodyTest extends SmackContract {
    SmackOnProsodyTest(@TempDir Path directory) {
        super(directory, ProsodyServer.start(directory));
    }
}

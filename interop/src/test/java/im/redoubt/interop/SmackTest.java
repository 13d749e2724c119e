package im.redoubt.interop;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Smack against Redoubt. */
@Tag("interop")
class SmackTest extends SmackContract {
    SmackTest(@TempDir Path directory) {
        super(directory, RedoubtServer.start(directory));
    }
}

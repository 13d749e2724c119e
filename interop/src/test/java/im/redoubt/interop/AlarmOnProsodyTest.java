package im.redoubt.interop;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** An alarm system on Debian's Prosody. */
@Tag("interop")
class AlarmOnProsodyTest extends AlarmContract {
    AlarmOnProsodyTest(@TempDir Path directory) {
        super(ProsodyServer.start(directory, "SHA-256"));
    }
}

package im.redoubt.interop;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Our client on Debian's Prosody as it comes. */
@Tag("interop")
class OurClientOnProsodyTest extends OurClientContract {
    OurClientOnProsodyTest(@TempDir Path directory) {
        super(ProsodyServer.start(directory), "SCRAM-SHA-1");
    }
}

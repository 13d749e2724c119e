package im.redoubt.interop;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Our client on Prosody with SHA-256. */
@Tag("interop")
class OurClientOnProsodySha256Test extends OurClientContract {
    OurClientOnProsodySha256Test(@TempDir Path directory) {
        super(ProsodyServer.start(directory, "SHA-256"), "SCRAM-SHA-256");
    }
}

package im.redoubt.interop;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Our client on our server. */
@Tag("interop")
@OurClientFixture.Lacks({OurClientFixture.Scenario.ROOM, OurClientFixture.Scenario.UPLOAD})
class OurClientOnRedoubtTest extends OurClientContract {
    OurClientOnRedoubtTest(@TempDir Path directory) {
        super(RedoubtServer.start(directory), "SCRAM-SHA-512-PLUS with tls-exporter");
    }
}

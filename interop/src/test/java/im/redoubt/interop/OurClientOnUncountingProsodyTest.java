package im.redoubt.interop;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Our client on a Prosody that counts no stanzas (XEP-0198): what it has is known from what it answers. */
@Tag("interop")
@OurClientFixture.Lacks({OurClientFixture.Scenario.EXACT_RESUMPTION, OurClientFixture.Scenario.STREAM_MANAGEMENT})
class OurClientOnUncountingProsodyTest extends OurClientContract {
    OurClientOnUncountingProsodyTest(@TempDir Path directory) {
        super(ProsodyServer.startUncounted(directory), "SCRAM-SHA-256");
    }
}

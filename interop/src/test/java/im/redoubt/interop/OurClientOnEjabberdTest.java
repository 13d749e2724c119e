package im.redoubt.interop;

import im.redoubt.client.Client;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Our client on Debian's ejabberd as it comes. */
@Tag("interop")
@OurClientFixture.Lacks({
    OurClientFixture.Scenario.BOOKMARKS, // it refuses private nodes with resource-constraint (23.01)
    OurClientFixture.Scenario
            .EXACT_RESUMPTION // what it reads while a session moves it may take twice, and out of order (23.01)
})
class OurClientOnEjabberdTest extends OurClientContract {
    OurClientOnEjabberdTest(@TempDir Path directory) {
        super(EjabberdServer.start(directory, "sha"), "SCRAM-SHA-1");
    }

    /** It offers -PLUS, announces no kind of it, and refuses the one that all ought to have (XEP-0440 section 4). */
    @Override
    Client.Builder told(Client.Builder client) {
        return client.withoutChannelBinding();
    }
}

package im.redoubt.interop;

import im.redoubt.client.Client;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Our client on ejabberd with SHA-512. */
@Tag("interop")
@OurClientFixture.Lacks({
    OurClientFixture.Scenario.BOOKMARKS, // it refuses private nodes with resource-constraint (23.01)
    OurClientFixture.Scenario
            .EXACT_RESUMPTION // what it reads while a session moves it may take twice, and out of order (23.01)
})
class OurClientOnEjabberdSha512Test extends OurClientContract {
    OurClientOnEjabberdSha512Test(@TempDir Path directory) {
        super(EjabberdServer.start(directory, "sha512"), "SCRAM-SHA-512");
    }

    /** It offers -PLUS, announces no kind of it, and refuses the one that all ought to have (XEP-0440 section 4). */
    @Override
    Client.Builder told(Client.Builder client) {
        return client.withoutChannelBinding();
    }
}

package im.redoubt.interop;

import im.redoubt.client.Client;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** An alarm system on Debian's ejabberd. */
@Tag("interop")
class AlarmOnEjabberdTest extends AlarmContract {
    AlarmOnEjabberdTest(@TempDir Path directory) {
        super(EjabberdServer.start(directory, "sha512"));
    }

    /** It offers -PLUS, announces no kind of it, and refuses the one that all ought to have (XEP-0440 section 4). */
    @Override
    Client.Builder told(Client.Builder client) {
        return client.withoutChannelBinding();
    }
}

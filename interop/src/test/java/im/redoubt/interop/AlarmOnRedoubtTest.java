package im.redoubt.interop;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** An alarm system on our server, as it is installed. */
@Tag("interop")
class AlarmOnRedoubtTest extends AlarmContract {
    AlarmOnRedoubtTest(@TempDir Path directory) {
        super(RedoubtServer.start(directory));
    }
}

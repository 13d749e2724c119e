package im.redoubt.testkit.hostile;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/** A socket whose every received byte is recorded, so also what TLS reads from it. */
final class RecordedSocket extends Socket {
    private final Recording recording = new Recording();

    Recording recording() {
        return recording;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] into, int from, int most) throws IOException {
                int count = in.read(into, from, most);
                recording.addWire(into, from, Math.max(0, count));
                return count;
            }
        };
    }
}

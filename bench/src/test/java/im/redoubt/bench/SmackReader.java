package im.redoubt.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jivesoftware.smack.Smack;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smack.parsing.SmackParsingException;
import org.jivesoftware.smack.util.PacketParserUtils;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smack.xml.XmlPullParserException;

/** Reads samples with Smack as its connection over TCP does: one parser for a stream, over a reader that decodes its bytes. */
final class SmackReader {
    private final XmlPullParser parser;
    private final int stanzas;

    SmackReader(Sample sample) {
        Smack.ensureInitialized(); // sets it up, with all its providers
        stanzas = sample == Sample.ARCHIVE ? Sample.PAGE + 1 : 1;
        try {
            // It stands behind the header of the stream.
            parser = PacketParserUtils.getParserFor(
                    new BufferedReader(new InputStreamReader(new Endless(sample), StandardCharsets.UTF_8)));
        } catch (XmlPullParserException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads the sample; every element that Smack knows becomes a value of its own. */
    Stanza stanzas() throws XmlPullParserException, IOException, SmackParsingException {
        Stanza last = stanza();
        for (int i = 1; i < stanzas; i++) {
            last = stanza();
        }
        return last;
    }

    Stanza stanza() throws XmlPullParserException, IOException, SmackParsingException {
        next();
        return PacketParserUtils.parseStanza(parser, org.jivesoftware.smack.packet.XmlEnvironment.EMPTY);
    }

    private void next() throws XmlPullParserException, IOException {
        while (parser.next() != XmlPullParser.Event.START_ELEMENT) {
            // the end of the one before
        }
    }

    /** The stream of a server that sends the same sample for ever, with other digits. */
    private static final class Endless extends InputStream {
        private final Digits sample;
        private ByteBuffer now = ByteBuffer.wrap(Sample.header());

        Endless(Sample sample) {
            this.sample = new Digits(sample.bytes());
        }

        @Override
        public int read() {
            return ready().get();
        }

        @Override
        public int read(byte[] to, int offset, int length) {
            int count = Math.min(ready().remaining(), length);
            now.get(to, offset, count);
            return count;
        }

        private ByteBuffer ready() {
            if (!now.hasRemaining()) {
                now = sample.next();
            }
            return now;
        }
    }
}

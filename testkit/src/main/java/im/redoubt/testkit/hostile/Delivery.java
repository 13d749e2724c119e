package im.redoubt.testkit.hostile;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;

/** How something is brought to the client. */
public enum Delivery {
    /** In one piece. */
    WHOLE {
        @Override
        void send(Conversation talk, String text) throws IOException {
            talk.send(text);
        }
    },
    /** Byte by byte, slower than anybody should wait. */
    DRIPPED {
        @Override
        void send(Conversation talk, String text) throws IOException {
            talk.drip(text, Duration.ofMillis(250));
        }
    },
    /** Not at all; the connection stands. */
    NEVER {
        @Override
        void send(Conversation talk, String text) throws IOException {
            talk.fallSilent();
            talk.close(); // or what comes next would be said to a client that is just going
        }
    },
    /** Again and again, until the client goes or has got more than it may keep. */
    WITHOUT_END {
        @Override
        void send(Conversation talk, String text) throws IOException {
            long sent = 0;
            for (int round = 0; sent < FLOOD_BYTES; round++) {
                byte[] bytes = Octets.of(text.replace(ROUND, Integer.toString(round)));
                talk.send(bytes);
                sent += bytes.length;
            }
            talk.fallSilent();
        }
    },
    /** In one piece, and then the end of it again and again: one thing that does not end. */
    GROWING {
        @Override
        void send(Conversation talk, String text) throws IOException {
            byte[] bytes = Octets.of(text);
            byte[] end = Arrays.copyOfRange(bytes, bytes.length - END_BYTES, bytes.length);
            talk.send(bytes);
            for (long sent = 0; sent < FLOOD_BYTES; sent += end.length) {
                talk.send(end);
            }
            talk.fallSilent();
        }
    },
    /** In one piece; but whatever the client says from then on is not read. */
    DEAF {
        @Override
        void send(Conversation talk, String text) throws IOException {
            talk.send(text).ignore();
        }
    },
    /** Half of it; then the connection is reset. */
    HALF {
        @Override
        void send(Conversation talk, String text) throws IOException {
            byte[] bytes = Octets.of(text);
            talk.send(Arrays.copyOf(bytes, bytes.length / 2));
            talk.cut();
        }
    },
    /** In one piece, and nothing behind it: the connection is closed in order. */
    LAST {
        @Override
        void send(Conversation talk, String text) throws IOException {
            talk.send(text);
            talk.close();
        }
    };

    /** How much a flood brings at most: several times the heap that a test may use. */
    static final long FLOOD_BYTES = 1L << 28;

    /** Stands in a flood for a number that is another one each time: what repeats itself fills nothing. */
    static final String ROUND = "(round)";

    private static final int END_BYTES = 8_192;

    abstract void send(Conversation talk, String text) throws IOException;
}

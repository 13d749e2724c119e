package im.redoubt.testkit.fault;

import java.time.Duration;

/**
 * What a network does to the bytes of a connection.
 *
 * @param bytesUntilFault how many of the client's bytes get through before the fault
 * @param answeredUntilFault how many of the server's bytes get through before it
 * @param halfOpen whether the fault leaves the connection standing with nothing passing, instead of cutting it
 * @param pieceBytes how many bytes go at once at most
 * @param delay how long each piece takes
 */
public record Network(long bytesUntilFault, long answeredUntilFault, boolean halfOpen, int pieceBytes, Duration delay) {
    /** Nothing at all. */
    public static final Network CLEAN = new Network(Long.MAX_VALUE, Long.MAX_VALUE, false, 8_192, Duration.ZERO);

    /** Checks that bytes can get through. */
    public Network {
        if (bytesUntilFault < 0 || answeredUntilFault < 0 || pieceBytes < 1 || delay.isNegative()) {
            throw new IllegalArgumentException("bytes and delays are not negative, pieces not empty");
        }
    }

    /** Returns this one cut behind so many bytes of the client's. */
    public Network cutAfter(long bytes) {
        return new Network(bytes, answeredUntilFault, false, pieceBytes, delay);
    }

    /** Returns this one cut behind so many bytes of the server's. */
    public Network cutAfterAnswers(long bytes) {
        return new Network(bytesUntilFault, bytes, false, pieceBytes, delay);
    }

    /** Returns this one dead, but not closed, behind so many bytes of the client's. */
    public Network deadAfter(long bytes) {
        return new Network(bytes, answeredUntilFault, true, pieceBytes, delay);
    }

    /** Returns this one with small pieces. */
    public Network inPieces(int bytes) {
        return new Network(bytesUntilFault, answeredUntilFault, halfOpen, bytes, delay);
    }

    /** Returns this one with slow pieces. */
    public Network delayed(Duration by) {
        return new Network(bytesUntilFault, answeredUntilFault, halfOpen, pieceBytes, by);
    }
}

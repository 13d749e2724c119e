package im.redoubt.testkit.transcript;

/** A transcript is not written as transcripts are. The message names the file and the line. */
public final class TranscriptException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TranscriptException(String message) {
        super(message);
    }
}

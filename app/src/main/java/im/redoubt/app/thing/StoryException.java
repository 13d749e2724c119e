package im.redoubt.app.thing;

/** Something did not happen in the demonstration that should have, or something that should not. */
public final class StoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoryException(String message) {
        super(message);
    }
}

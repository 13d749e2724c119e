package im.redoubt.client.extension;

/**
 * Why something from the network was not decoded. Nothing that came from the network is in it, so it may be logged.
 *
 * @param reason what was wrong
 * @param field which field, by the names of its codec from the outside in, with slashes; empty for the payload as a whole
 */
public record Refusal(Reason reason, String field) {
    /** What was wrong. */
    public enum Reason {
        /** The element has another name or is in another namespace. */
        WRONG_NAME,
        /** A field that must be there is not, or the payload is not. */
        MISSING,
        /** A field that may be there once is there more often, or the payload is. */
        REPEATED,
        /** There is something in it that the codec does not know. */
        UNKNOWN,
        /** The text, the bytes or the list is longer than may be. */
        TOO_LARGE,
        /** The value is below or above what may be. */
        OUT_OF_RANGE,
        /** The text is not of the form that its kind has: not a number, a moment, an address, Base64. */
        MALFORMED,
        /** The text is not one of those that may be. */
        NOT_LISTED,
        /** Each field may be so, and all together, or one by a rule of the application's, may not. */
        INCONSISTENT
    }

    Refusal inside(String outer) {
        return new Refusal(reason, field.isEmpty() ? outer : outer + '/' + field);
    }

    @Override
    public String toString() {
        return field.isEmpty() ? reason.toString() : reason + " (" + field + ")";
    }
}

package im.redoubt.client.trust;

/**
 * One thing that is wrong with a certificate.
 *
 * @param reason its kind
 * @param words a sentence with what was seen and what was expected, of printable ASCII
 */
public record Problem(Reason reason, String words) {
    /** Prints the kind only: the words hold what was received. */
    @Override
    public String toString() {
        return reason.name();
    }
}

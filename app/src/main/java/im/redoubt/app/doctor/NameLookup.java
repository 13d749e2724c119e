package im.redoubt.app.doctor;

import java.util.List;

/** Looks records up in the DNS. Tests bring their own. */
public interface NameLookup {
    /**
     * Looks records up.
     *
     * @param name the whole name
     * @param type {@code SRV}, {@code A} or {@code AAAA}
     * @return the records as text; none when there are none
     * @throws LookupException when the DNS does not answer
     */
    List<String> records(String name, String type) throws LookupException;

    /** The DNS does not answer. */
    final class LookupException extends Exception {
        private static final long serialVersionUID = 1L;

        /** @param message why */
        public LookupException(String message) {
            super(message);
        }

        /**
         * @param message why
         * @param cause what made it
         */
        public LookupException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}

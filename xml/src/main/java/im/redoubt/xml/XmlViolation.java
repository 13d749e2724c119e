package im.redoubt.xml;

/**
 * Why bytes were refused.
 *
 * @param kind the kind, with its stream error condition
 * @param detail what was found, without a byte of the input in it
 */
public record XmlViolation(Kind kind, String detail) {
    /** The kinds of violation, each with the condition of RFC 6120 section 4.9.3 that answers it. */
    public enum Kind {
        /** Section 4.9.3.13: not XML as the stream allows it. */
        NOT_WELL_FORMED("not-well-formed"),
        /** Section 4.9.3.18: a comment, processing instruction, DTD or an entity other than the five. */
        RESTRICTED_XML("restricted-xml"),
        /** Section 4.9.3.22: not UTF-8 by its declaration or byte order mark. */
        UNSUPPORTED_ENCODING("unsupported-encoding"),
        /**
         * Section 4.9.3.1: well-formed, but nothing a stream can carry: text between stanzas, or a second stream header
         * or any other element {@code stream} of the streams namespace below the root. The header of a stream cannot be
         * repeated without a restart, and waiting for the end of such an element would be waiting for ever.
         */
        BAD_FORMAT("bad-format"),
        /** Section 4.9.3.2: a prefix that is not declared or must not be. */
        BAD_NAMESPACE_PREFIX("bad-namespace-prefix"),
        /** Section 4.9.3.14: a limit of {@link XmlLimits}. */
        POLICY_VIOLATION("policy-violation");

        private final String condition;

        Kind(String condition) {
            this.condition = condition;
        }

        /** Returns the name of the stream error condition. */
        public String condition() {
            return condition;
        }
    }
}

package im.redoubt.xml;

/**
 * Carries a violation from the depth of the parser to {@link XmlParser#next}, which returns it as a value. It never leaves
 * this package, and it has no stack trace: a peer that is refused must not cost more than one that is not.
 */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient XmlViolation violation;

    Refusal(XmlViolation.Kind kind, String detail) {
        super(detail, null, false, false);
        this.violation = new XmlViolation(kind, detail);
    }

    static Refusal malformed(String detail) {
        return new Refusal(XmlViolation.Kind.NOT_WELL_FORMED, detail);
    }

    static Refusal restricted(String detail) {
        return new Refusal(XmlViolation.Kind.RESTRICTED_XML, detail);
    }

    static Refusal encoding(String detail) {
        return new Refusal(XmlViolation.Kind.UNSUPPORTED_ENCODING, detail);
    }

    static Refusal prefix(String detail) {
        return new Refusal(XmlViolation.Kind.BAD_NAMESPACE_PREFIX, detail);
    }

    static Refusal policy(String detail) {
        return new Refusal(XmlViolation.Kind.POLICY_VIOLATION, detail);
    }

    static Refusal format(String detail) {
        return new Refusal(XmlViolation.Kind.BAD_FORMAT, detail);
    }

    XmlViolation violation() {
        return violation;
    }
}

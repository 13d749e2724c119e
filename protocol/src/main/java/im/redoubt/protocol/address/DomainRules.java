package im.redoubt.protocol.address;

/** Prepares a domainpart (RFC 7622 section 3.2). */
final class DomainRules {
    private DomainRules() {}

    static Outcome<String> enforce(String raw) {
        return Outcome.refused("is not ASCII " + raw.length());
    }
}

package im.redoubt.client.trust;

import im.redoubt.client.dns.Resolver;

/** Asks DNS which certificates a server may have (RFC 6698, RFC 7673), and validates the answer with DNSSEC. */
public interface TlsaLookup {
    /**
     * Asks. It blocks, on the thread of the handshake and before it, and has a time limit of its own.
     *
     * @param destination the domain, and the host and port whose records are asked for
     * @return {@link TlsaAnswer.Secure} only if every answer on the way from the domain to the records was validated, those to SRV and
     *     CNAME included (RFC 7673 section 3.1); {@link TlsaAnswer.Bogus} also if there was no answer: who can hold answers back must
     *     not be able to switch the check off
     */
    TlsaAnswer lookup(Destination destination);

    /**
     * Returns the lookup that asks a resolver. It protects as far as the resolver validates: where it cannot prove that there are no
     * records, whoever takes them out of an answer is met by authorities alone.
     *
     * @param resolver whom to ask
     * @return the lookup
     */
    static TlsaLookup of(Resolver resolver) {
        return new ResolvedTlsa(resolver);
    }
}

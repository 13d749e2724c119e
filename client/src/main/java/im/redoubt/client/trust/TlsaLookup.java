package im.redoubt.client.trust;

/** Asks DNS which certificates a server may have (RFC 6698, RFC 7673), and validates the answer with DNSSEC. */
interface TlsaLookup {
    /**
     * Asks. It blocks, on the thread of the handshake and before it, and has a time limit of its own.
     *
     * @param destination the domain, and the host and port whose records are asked for
     * @return {@link TlsaAnswer.Secure} only if every answer on the way from the domain to the records was validated, those to SRV and
     *     CNAME included (RFC 7673 section 3.1); {@link TlsaAnswer.Unproved} also if there was no answer: who can hold answers back must
     *     not be able to switch the check off
     */
    TlsaAnswer lookup(Destination destination);
}

package im.redoubt.client.trust;

/** Why a server is not the one that was asked for, or cannot prove it. */
public enum Reason {
    /** No authority that is trusted vouches for the certificate, or one does that may not. */
    UNTRUSTED(true),
    /** The certificate is for somebody else. */
    WRONG_NAME(false),
    /** The certificate has expired. */
    EXPIRED(false),
    /** The certificate is not valid yet. */
    NOT_YET_VALID(false),
    /** The certificate is not for servers. */
    WRONG_PURPOSE(false),
    /** A key is too short or of a kind that TLS does not have. */
    WEAK_KEY(false),
    /** A signature is made with a hash that can be forged. */
    WEAK_SIGNATURE(false),
    /** Nobody who vouches has a pinned key. */
    PIN_MISMATCH(true),
    /** There are only pins, and they have ended. */
    PINS_ENDED(true),
    /** No TLSA record is for this certificate. */
    DANE_MISMATCH(true),
    /** What DNS says of TLSA records is not proved: somebody has changed or held back something, or nobody passes signatures on. */
    DANE_BOGUS(false),
    /** The domain provably has its server elsewhere. */
    DANE_ELSEWHERE(false),
    /** Only DNS is trusted, and provably says nothing. */
    DANE_ABSENT(true),
    /** The certificate cannot be read. */
    UNREADABLE(false),
    /** The server wants to prove a second time who it is (renegotiation). */
    SECOND_HANDSHAKE(false);

    private final boolean aboutTrust;

    Reason(boolean aboutTrust) {
        this.aboutTrust = aboutTrust;
    }

    /** Returns whether another value of {@link Trust} would make it right, if the server were the right one. */
    boolean isAboutTrust() {
        return aboutTrust;
    }
}

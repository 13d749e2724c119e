package im.redoubt.client.dns;

import java.util.List;

/** What is known of the root's keys before anybody is asked (RFC 4035 section 4.4). Immutable. */
public final class TrustAnchors {
    private static final int RSA_SHA_256 = 8;
    private static final int SHA_256 = 2;
    private static final int KEY_OF_2017 = 20_326;
    private static final int KEY_OF_2024 = 38_696;

    private final List<Delegation> delegations;

    TrustAnchors(List<Delegation> delegations) {
        this.delegations = List.copyOf(delegations);
    }

    /** Returns those that IANA publishes: the keys of 2017 and of 2024, one of which signs the root from October 2026 on. */
    public static TrustAnchors ofRoot() {
        return new TrustAnchors(List.of(
                digest(KEY_OF_2017, "e06d44b80b8f1d39a95c0b0d7c65d08458e880409bbc683457104237c7f8ec8d"),
                digest(KEY_OF_2024, "683d2d0acb8c9b712a1948b27f741219298d0a450d612c483af444a4c0fb2b16")));
    }

    private static Delegation digest(int tag, String hex) {
        byte[] bytes = new byte[hex.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
        }
        return new Delegation(tag, RSA_SHA_256, SHA_256, bytes);
    }

    List<Delegation> delegations() {
        return delegations;
    }
}

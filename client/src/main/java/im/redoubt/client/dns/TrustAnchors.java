package im.redoubt.client.dns;

import java.util.ArrayList;
import java.util.List;

/** What is known of the root's keys before anybody is asked (RFC 4035 section 4.4). Immutable. */
public final class TrustAnchors {
    private static final int MOST = 16;
    private static final int FIELDS = 4;
    private static final int HEX = 16;

    /** Published by IANA; as of November 2026, the root being signed by the second one since October of that year. */
    private static final TrustAnchors ROOT = of(
            "20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D",
            "38696 8 2 683D2D0ACB8C9B712A1948B27F741219298D0A450D612C483AF444A4C0FB2B16");

    private final List<Delegation> delegations;

    TrustAnchors(List<Delegation> delegations) {
        this.delegations = List.copyOf(delegations);
    }

    /** Returns those that IANA publishes: the keys of 2017 and of 2024. */
    public static TrustAnchors ofRoot() {
        return ROOT;
    }

    /**
     * Returns those of a root of one's own, for networks that have one.
     *
     * @param records at most 16, each as a DS record is written (RFC 4034 section 5.3): tag, algorithm, type of digest (2 for SHA-256, 4
     *     for SHA-384), and the digest in hexadecimal, with one space between them
     * @throws IllegalArgumentException if one is not written like that, or there is none or too many
     */
    public static TrustAnchors of(String... records) {
        if (records.length == 0 || records.length > MOST) {
            throw new IllegalArgumentException("from 1 to " + MOST + " anchors");
        }
        List<Delegation> delegations = new ArrayList<>();
        for (String record : records) {
            String[] fields = record.split(" ", FIELDS);
            if (fields.length != FIELDS || !fields[FIELDS - 1].matches("[0-9A-Fa-f]{64}|[0-9A-Fa-f]{96}")) {
                throw new IllegalArgumentException("an anchor is written: tag algorithm type digest");
            }
            delegations.add(new Delegation(
                    Integer.parseInt(fields[0]),
                    Integer.parseInt(fields[1]),
                    Integer.parseInt(fields[2]),
                    bytes(fields[FIELDS - 1])));
        }
        if (!delegations.stream().allMatch(Delegation::isSupported)) {
            throw new IllegalArgumentException("an anchor of a kind that cannot be verified here");
        }
        return new TrustAnchors(delegations);
    }

    private static byte[] bytes(String hex) {
        byte[] bytes = new byte[hex.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), HEX);
        }
        return bytes;
    }

    List<Delegation> delegations() {
        return delegations;
    }
}

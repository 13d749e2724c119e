package im.redoubt.app.pin;

import im.redoubt.client.locate.Encryption;
import im.redoubt.client.locate.Target;
import im.redoubt.client.trust.SeenCertificate;
import im.redoubt.client.trust.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says what was seen of a server, in lines of printable ASCII. */
public final class PinReport {
    private final Probe.Seen seen;
    private final Optional<String> authority;

    /**
     * @param seen what was seen
     * @param authority the file of the authorities that may vouch; empty for those of the platform
     */
    public PinReport(Probe.Seen seen, Optional<String> authority) {
        this.seen = seen;
        this.authority = authority;
    }

    /** Whether the server is trusted. */
    public boolean isTrusted() {
        return seen.verdict() instanceof Verdict.Trusted;
    }

    /** Where the server is, and every certificate with its pins. */
    public List<String> certificates() {
        Target where = seen.where();
        List<String> lines = new ArrayList<>();
        lines.add(where.host() + " port " + where.port() + ", "
                + (where.encryption() == Encryption.DIRECT_TLS ? "direct TLS" : "STARTTLS"));
        List<SeenCertificate> chain = seen.verdict().seen();
        for (int i = 0; i < chain.size(); i++) {
            SeenCertificate each = chain.get(i);
            lines.add("");
            lines.add(i == 0 ? "The server's certificate" : "Sent along, number " + i);
            lines.add("  subject      " + each.subject());
            lines.add("  issuer       " + each.issuer());
            lines.add("  valid        " + each.validity().from() + " to "
                    + each.validity().to());
            lines.add("  names        " + (each.names().isEmpty() ? "none" : String.join(", ", each.names())));
            lines.add("  its key      " + each.pins().key());
            lines.add("  itself       " + each.pins().certificate());
        }
        return lines;
    }

    /** Whether the server is trusted, and why. */
    public String verdict() {
        return switch (seen.verdict()) {
            case Verdict.Trusted trusted -> trusted.explanation();
            case Verdict.Refused refused -> refused.summary();
        };
    }

    /** The line for a program: the key in use and a second one. Authorities stay where they vouch. */
    public List<String> trustLine() {
        List<SeenCertificate> chain = seen.verdict().seen();
        if (chain.isEmpty()) {
            return List.of();
        }
        String start = isTrusted()
                ? "Trust.pkix(" + (authority.isPresent() ? "authorities" : "") + ").pinned("
                : "Trust.pinsOnly(";
        return List.of(
                "For a program, once whoever runs the server has confirmed the key in another way than this. The second pin is that",
                "of the key that will follow, or of an authority above:",
                "  " + start + "Pins.builder()",
                "          .pin(\"" + chain.getFirst().pins().key() + "\")",
                "          .pin(\"" + second(chain) + "\")",
                "          .build())");
    }

    private static String second(List<SeenCertificate> chain) {
        return chain.size() > 1 ? chain.get(1).pins().key().toString() : "SHA256:...";
    }
}

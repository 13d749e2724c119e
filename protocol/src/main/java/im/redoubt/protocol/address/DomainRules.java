package im.redoubt.protocol.address;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Prepares a domainpart: an IP literal, or a domain name whose labels are letters, digits and hyphens or U-labels (RFC 7622
 * section 3.2). Case and width are mapped, A-labels become U-labels, the final dot goes.
 */
final class DomainRules {
    private DomainRules() {}

    static Outcome<String> enforce(String raw) {
        if (raw.startsWith("[")) {
            return IpLiterals.bracketed(raw);
        }
        int[] received = Mappings.width(raw.codePoints().toArray());
        int refused = StringClass.IDENTIFIER.firstRefused(received);
        if (refused >= 0) {
            return StringClass.IDENTIFIER.refusal(received[refused]);
        }
        int[] mapped = Normalization.nfc(Mappings.lowerForDomain(received));
        int end = mapped.length - (mapped[mapped.length - 1] == '.' ? 1 : 0);
        return name(Arrays.copyOf(mapped, end));
    }

    private static Outcome<String> name(int[] mapped) {
        List<int[]> labels = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= mapped.length; i++) {
            if (i == mapped.length || mapped[i] == '.') {
                Outcome<int[]> label = DomainLabel.prepare(Arrays.copyOfRange(mapped, start, i));
                int[] prepared = label.value();
                if (prepared == null) {
                    return Outcome.refused(label.why());
                }
                labels.add(prepared);
                start = i + 1;
            }
        }
        if (!directionsAreClear(labels)) {
            return Outcome.refused("mixes directions (RFC 5893)");
        }
        String name = join(labels);
        return IpLiterals.looksNumeric(name) && !IpLiterals.isIpv4(name)
                ? Outcome.refused("ends in a number and is not an IPv4 address")
                : Outcome.accepted(name);
    }

    /** The rule holds for all labels of a name as soon as one of them is right-to-left (RFC 5893 section 1.4). */
    private static boolean directionsAreClear(List<int[]> labels) {
        boolean concerned = false;
        boolean allowed = true;
        for (int[] label : labels) {
            concerned |= BidiRule.concerns(label);
            allowed &= BidiRule.allows(label);
        }
        return allowed || !concerned;
    }

    private static String join(List<int[]> labels) {
        StringBuilder name = new StringBuilder();
        for (int[] label : labels) {
            if (name.length() > 0) {
                name.append('.');
            }
            name.append(new String(label, 0, label.length));
        }
        return name.toString();
    }
}

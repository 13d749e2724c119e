package im.redoubt.app.doctor;

import im.redoubt.server.settings.ListenAddress;
import im.redoubt.server.settings.Settings;
import java.net.IDN;
import java.util.ArrayList;
import java.util.List;

/** Whether clients find the service: SRV records (RFC 6120 section 3.2, XEP-0368) and addresses. */
final class NameChecks {
    private final Settings settings;
    private final NameLookup lookup;

    NameChecks(Settings settings, NameLookup lookup) {
        this.settings = settings;
        this.lookup = lookup;
    }

    List<Finding> run() {
        if (settings.domain().equals(Settings.LOCALHOST)) {
            return List.of(Finding.ok("DNS: localhost needs no records"));
        }
        String domain = IDN.toASCII(settings.domain());
        List<Finding> findings = new ArrayList<>();
        try {
            boolean found =
                    service("_xmpp-client._tcp." + domain, settings.listen().starttls(), findings);
            found |= service("_xmpps-client._tcp." + domain, settings.listen().tls(), findings);
            if (!found) {
                addresses(domain, findings);
            }
        } catch (NameLookup.LookupException e) {
            findings.add(Finding.bad("DNS: does not answer (" + e.getMessage() + "); look at /etc/resolv.conf"));
        }
        return findings;
    }

    /** Whether clients are sent somewhere by this name. */
    private boolean service(String name, List<ListenAddress> listening, List<Finding> findings)
            throws NameLookup.LookupException {
        List<String> records = lookup.records(name, "SRV");
        if (records.isEmpty()) {
            if (!listening.isEmpty()) {
                findings.add(Finding.warn("DNS: there is no " + name + "; set: " + name + ". IN SRV 0 5 "
                        + listening.getFirst().port() + " HOST."));
            }
            return false;
        }
        boolean found = false;
        for (String record : records) {
            String[] fields = record.split(" ", -1);
            String target = fields.length == 4 ? fields[3] : "";
            if (target.equals(".")) {
                findings.add(
                        listening.isEmpty()
                                ? Finding.ok("DNS: " + name + " says that it is not offered, and it is not")
                                : Finding.bad(
                                        "DNS: " + name + " says that it is not offered, but it is; set a target"));
            } else if (!servesPort(listening, fields.length == 4 ? fields[2] : "")) {
                findings.add(Finding.bad("DNS: " + name + " sends clients to port "
                        + (fields.length == 4 ? fields[2] : record)
                        + ", where this service does not listen; set the port of the settings"));
            } else {
                found = true;
                addresses(target, findings);
            }
        }
        return found;
    }

    private static boolean servesPort(List<ListenAddress> listening, String port) {
        return listening.stream()
                .anyMatch(address -> Integer.toString(address.port()).equals(port));
    }

    private void addresses(String host, List<Finding> findings) throws NameLookup.LookupException {
        List<String> all = new ArrayList<>(lookup.records(host, "A"));
        all.addAll(lookup.records(host, "AAAA"));
        findings.add(
                all.isEmpty()
                        ? Finding.bad("DNS: " + host + " has no address; set A and AAAA records")
                        : Finding.ok("DNS: " + host + " is " + String.join(", ", all)));
    }
}

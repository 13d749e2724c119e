package im.redoubt.client.locate;

import im.redoubt.client.dns.Answer;
import im.redoubt.client.dns.ServiceRecord;
import im.redoubt.client.dns.Validation;
import java.util.List;

/**
 * What is tried to reach a server.
 *
 * @param groups lists of targets, each list after all of the one before it has failed or kept us waiting
 * @param refusal in words why there is nothing to try; empty if there is
 */
record Plan(List<List<Target>> groups, String refusal) {
    private static final int DEFAULT_PORT = 5222;

    /** One target and no other. */
    static Plan of(Target target) {
        return new Plan(List.of(List.of(target)), "");
    }

    /** Where a server is if nothing says where it is (RFC 6120 section 3.2.2). */
    static Target home(String host) {
        return new Target(host, DEFAULT_PORT, Encryption.STARTTLS, Validation.UNPROVED);
    }

    /**
     * Says what two answers mean. Where the domain has any such record, that is where its server is and nowhere else; the domain
     * itself is tried only if it has none (RFC 6120 section 3.2.1, XEP-0368 section 2).
     */
    static Plan of(String domain, Answer<ServiceRecord> direct, Answer<ServiceRecord> startTls, ServiceOrder order) {
        if (direct.records().isEmpty() && startTls.records().isEmpty()) {
            return of(home(domain));
        }
        List<List<Target>> groups = order.of(direct, startTls);
        return groups.isEmpty() ? new Plan(groups, why(direct, startTls)) : new Plan(groups, "");
    }

    private static String why(Answer<ServiceRecord> direct, Answer<ServiceRecord> startTls) {
        boolean unusable = namesPlaces(direct) || namesPlaces(startTls);
        if (unusable) {
            return "DNS names no host and port that exist for this domain";
        }
        return startTls.status() == Answer.Status.FAILED
                ? "this domain has no direct TLS, and DNS does not say where its STARTTLS is: " + startTls.reason()
                : "this domain says in DNS that it has no service for clients";
    }

    private static boolean namesPlaces(Answer<ServiceRecord> answer) {
        return answer.records().stream().anyMatch(record -> !record.isNowhere());
    }
}

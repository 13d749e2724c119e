package im.redoubt.client.locate;

import im.redoubt.client.dns.Answer;
import im.redoubt.client.dns.ServiceRecord;
import im.redoubt.client.dns.Validation;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Puts the records for both kinds of TLS in the order in which they are tried (XEP-0368 section 2, RFC 2782): as if they were
 * one set. Among those of one priority direct TLS comes first, which a client may prefer; then weights decide.
 */
final class ServiceOrder {
    private static final int MAX_TARGETS = 16;

    private final SecureRandom random;

    ServiceOrder(SecureRandom random) {
        this.random = random;
    }

    /** Returns at most 16 targets; those of one priority are one list. What names no host and port is left out. */
    List<List<Target>> of(Answer<ServiceRecord> direct, Answer<ServiceRecord> startTls) {
        Map<Integer, List<Target>> groups = new TreeMap<>();
        add(direct, Encryption.DIRECT_TLS, groups);
        add(startTls, Encryption.STARTTLS, groups);
        List<List<Target>> order = new ArrayList<>();
        int left = MAX_TARGETS;
        for (List<Target> group : groups.values()) {
            List<Target> taken = group.subList(0, Math.min(left, group.size()));
            left -= taken.size();
            if (!taken.isEmpty()) {
                order.add(List.copyOf(taken));
            }
        }
        return order;
    }

    private void add(Answer<ServiceRecord> answer, Encryption encryption, Map<Integer, List<Target>> groups) {
        Map<Integer, List<ServiceRecord>> byPriority = new TreeMap<>();
        for (ServiceRecord service : answer.records()) {
            if (service.port() > 0 && !service.isNowhere() && Target.isHost(service.target())) {
                byPriority
                        .computeIfAbsent(service.priority(), none -> new ArrayList<>())
                        .add(service);
            }
        }
        byPriority.forEach((priority, services) -> {
            List<Target> group = groups.computeIfAbsent(priority, none -> new ArrayList<>());
            for (ServiceRecord service : weighted(services)) {
                Target target = target(service, encryption, answer.validation());
                if (!group.contains(target)) {
                    group.add(target);
                }
            }
        });
    }

    private static Target target(ServiceRecord service, Encryption encryption, Validation validation) {
        return new Target(service.target(), service.port(), encryption, validation);
    }

    /** A lottery without replacement, in which those of weight 0 have a very small chance (RFC 2782, "Weight"). */
    private List<ServiceRecord> weighted(List<ServiceRecord> services) {
        List<ServiceRecord> left = new ArrayList<>();
        int sum = 0;
        for (ServiceRecord service : services) {
            left.add(service.weight() == 0 ? 0 : left.size(), service);
            sum += service.weight();
        }
        List<ServiceRecord> order = new ArrayList<>();
        while (!left.isEmpty()) {
            int drawn = random.nextInt(sum + 1);
            int at = 0;
            for (int running = left.get(0).weight();
                    running < drawn;
                    running += left.get(at).weight()) {
                at++;
            }
            ServiceRecord service = left.remove(at);
            sum -= service.weight();
            order.add(service);
        }
        return order;
    }
}

package im.redoubt.client.locate;

import im.redoubt.client.dns.Answer;
import im.redoubt.client.dns.KeyRecord;
import im.redoubt.client.dns.Resolver;
import im.redoubt.client.dns.ServiceRecord;
import im.redoubt.client.dns.Validation;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A resolver that knows what a test tells it. */
final class KnownHosts implements Resolver {
    private final Map<String, List<InetAddress>> addresses = new HashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final AtomicInteger services = new AtomicInteger();
    private Answer<ServiceRecord> direct = Answer.absent();
    private Answer<ServiceRecord> startTls = Answer.absent();
    private String broken = "";

    void address(String host, String... literals) throws UnknownHostException {
        List<InetAddress> parsed = new ArrayList<>();
        for (String literal : literals) {
            parsed.add(InetAddress.getByName(literal));
        }
        addresses.put(host, parsed);
    }

    void direct(ServiceRecord... records) {
        direct(Answer.of(List.of(records), Validation.UNPROVED));
    }

    void direct(Answer<ServiceRecord> answer) {
        direct = answer;
    }

    void startTls(ServiceRecord... records) {
        startTls = Answer.of(List.of(records), Validation.UNPROVED);
    }

    /** Fails as an application's resolver with a fault would. */
    void broken(String host) {
        broken = host;
    }

    /** Returns how often a service was asked for. */
    int services() {
        return services.get();
    }

    List<String> asked() {
        return asked;
    }

    @Override
    public Answer<ServiceRecord> services(String service, String domain) {
        services.incrementAndGet();
        asked.add("_" + service + "._tcp." + domain);
        return service.equals("xmpps-client") ? direct : startTls;
    }

    @Override
    public Answer<InetAddress> addresses(String host) {
        asked.add(host);
        if (host.equals(broken)) {
            throw new IllegalStateException("a fault");
        }
        return Answer.of(addresses.getOrDefault(host, List.of()), Validation.UNPROVED);
    }

    @Override
    public Answer<KeyRecord> keys(int port, String host) {
        return Answer.absent();
    }
}

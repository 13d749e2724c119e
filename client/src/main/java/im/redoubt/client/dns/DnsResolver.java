package im.redoubt.client.dns;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Asks the servers of DNS that the system uses, or those that the application names.
 *
 * <p>On Android the system does not say which servers those are (since API 26): give the builder what
 * {@code LinkProperties.getDnsServers()} of the active network returns. Where none are known, addresses are those that the
 * platform finds, and no services are: the server is then taken to be where its domain is.
 *
 * <p>Thread-safe.
 */
public final class DnsResolver implements Resolver {
    private static final int MAX_RECORDS = 64;
    private static final int MAX_ADDRESSES = 16;
    private static final int IPV6_BYTES = 16;
    private static final String LOCALHOST = "localhost";
    private static final String ONION = "onion";

    private final Servers servers;
    private final Duration timeout;
    private final TrustAnchors anchors;
    private final Clock clock;
    private final PlatformHosts platform;
    private final Proofs proofs;

    private DnsResolver(Builder builder, Proofs proofs) {
        this.servers = new Servers(builder.servers, builder.random);
        this.timeout = builder.timeout;
        this.anchors = builder.anchors;
        this.clock = builder.clock;
        this.platform = builder.platform;
        this.proofs = proofs;
    }

    private DnsResolver(DnsResolver other, Proofs proofs) {
        this.servers = other.servers;
        this.timeout = other.timeout;
        this.anchors = other.anchors;
        this.clock = other.clock;
        this.platform = other.platform;
        this.proofs = proofs;
    }

    /** Whether signatures are followed. */
    private enum Proofs {
        NONE,
        FOLLOWED
    }

    /** Returns a resolver that asks the system's servers. */
    public static DnsResolver ofSystem() {
        return builder().build();
    }

    /** Returns a builder. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns the same with the signatures of answers followed (DNSSEC), from the anchors on. It costs about two questions more for
     * each zone above the answer. Signatures of RSA with SHA-256 or SHA-512 and of ECDSA count, and Ed25519 where the platform has it.
     */
    @Override
    public DnsResolver proving() {
        return new DnsResolver(this, Proofs.FOLLOWED);
    }

    @Override
    public Answer<ServiceRecord> services(String service, String domain) {
        return answer("_" + service + "._tcp." + domain, RecordType.SRV, DnsResolver::service);
    }

    @Override
    public Answer<KeyRecord> keys(int port, String host) {
        return answer("_" + port + "._tcp." + host, RecordType.TLSA, DnsResolver::key);
    }

    @Override
    public Answer<InetAddress> addresses(String host) {
        Optional<InetAddress> address = HostAddress.parse(host);
        if (address.isPresent()) {
            return Answer.of(List.of(address.get()), Validation.VALIDATED);
        }
        String top = host.substring(host.lastIndexOf('.') + 1);
        if (HostAddress.endsInNumber(host) || top.equalsIgnoreCase(ONION)) {
            return Answer.absent();
        }
        if (top.equalsIgnoreCase(LOCALHOST)) {
            return Answer.of(loopback(), Validation.VALIDATED);
        }
        return named(host);
    }

    /** What DNS says, or else what the platform finds: its files of hosts, the names of the local network. */
    private Answer<InetAddress> named(String host) {
        Answer<InetAddress> six = answer(host, RecordType.AAAA, DnsResolver::address);
        Answer<InetAddress> four = answer(host, RecordType.A, DnsResolver::address);
        List<InetAddress> addresses = new ArrayList<>(six.records());
        addresses.addAll(four.records());
        Validation validation = validation(six).and(validation(four));
        if (addresses.isEmpty()) {
            addresses.addAll(platform.find(host));
            validation = Validation.UNPROVED;
        }
        if (!addresses.isEmpty()) {
            return Answer.of(addresses, validation);
        }
        return six.status() == Answer.Status.FAILED ? six : four;
    }

    /** Of the one kind of addresses nothing may be known if there are some of the other. */
    private static Validation validation(Answer<InetAddress> answer) {
        return answer.status() == Answer.Status.FOUND ? answer.validation() : Validation.VALIDATED;
    }

    /** What those names mean is settled (RFC 6761 section 6.3, RFC 7686 for names that are not to be asked for). */
    private static List<InetAddress> loopback() {
        byte[] six = new byte[IPV6_BYTES];
        six[IPV6_BYTES - 1] = 1;
        try {
            return List.of(InetAddress.getByAddress(six), InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("both are addresses", impossible);
        }
    }

    private <T> Answer<T> answer(String name, int type, Reading<T> reading) {
        Optional<DomainName> parsed = DomainName.parse(name);
        if (!parsed.isPresent()) {
            return Answer.failed("no name of DNS");
        }
        Servers.Said said = servers.ask(parsed.get(), type, System.nanoTime() + timeout.toNanos());
        if (!said.reply().isPresent()) {
            return Answer.failed(said.failure());
        }
        try {
            Reply reply = said.reply().get();
            List<T> records = read(reply.records(said.query()), type, reading);
            return Answer.of(records, validation(reply, said.query()));
        } catch (MalformedReplyException malformed) {
            return Answer.failed(String.valueOf(malformed.getMessage()));
        }
    }

    private static <T> List<T> read(List<ResourceRecord> received, int type, Reading<T> reading)
            throws MalformedReplyException {
        List<T> records = new ArrayList<>();
        int most = type == RecordType.A || type == RecordType.AAAA ? MAX_ADDRESSES : MAX_RECORDS;
        for (ResourceRecord record : received) {
            if (records.size() < most) {
                reading.read(record.data()).ifPresent(records::add);
            }
        }
        return records;
    }

    private Validation validation(Reply reply, Query query) {
        if (proofs == Proofs.NONE) {
            return Validation.UNPROVED;
        }
        Proof proof = new Proof(servers, anchors, clock, System.nanoTime() + timeout.toNanos());
        try {
            return proof.of(reply, query);
        } catch (MalformedReplyException unreadable) {
            return Validation.UNPROVED;
        }
    }

    private static Optional<ServiceRecord> service(WireReader data) throws MalformedReplyException {
        int priority = data.number16();
        int weight = data.number16();
        int port = data.number16();
        DomainName target = data.name();
        Optional<String> text = target.isRoot() ? Optional.of(ServiceRecord.NOWHERE) : target.text();
        return text.map(host -> new ServiceRecord(priority, weight, port, host));
    }

    private static Optional<KeyRecord> key(WireReader data) throws MalformedReplyException {
        return Optional.of(new KeyRecord(data.octet(), data.octet(), data.octet(), data.rest()));
    }

    private static Optional<InetAddress> address(WireReader data) throws MalformedReplyException {
        try {
            return Optional.of(InetAddress.getByAddress(data.rest()));
        } catch (UnknownHostException length) {
            throw new MalformedReplyException("an address of a length that none has");
        }
    }

    /** How one record becomes what was asked for; nothing if it is of no use. */
    private interface Reading<T> {
        Optional<T> read(WireReader data) throws MalformedReplyException;
    }

    /** Says whom to ask, and for how long. */
    public static final class Builder {
        private static final Duration LONGEST = Duration.ofMinutes(1);

        private Supplier<List<InetSocketAddress>> servers = SystemServers::find;
        private Duration timeout = Duration.ofSeconds(5);
        private SecureRandom random = new SecureRandom();
        private TrustAnchors anchors = TrustAnchors.ofRoot();
        private Clock clock = Clock.systemUTC();
        private PlatformHosts platform = PlatformHosts.JAVA;

        private Builder() {}

        /**
         * Sets whom to ask.
         *
         * @param servers returns addresses and ports of servers that ask others (port 53, as a rule), most preferred first; it is
         *     called for every question, so that it may follow the network. Of what it returns the first three are asked.
         */
        public Builder servers(Supplier<List<InetSocketAddress>> servers) {
            this.servers = servers;
            return this;
        }

        /**
         * Sets how long one question may take in all, and a proof of its answer once more: up to a minute, five seconds if it is not
         * set.
         */
        public Builder timeout(Duration timeout) {
            if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("a question takes more than no time and at most " + LONGEST);
            }
            this.timeout = timeout;
            return this;
        }

        /** Sets what makes the numbers of questions hard to guess. */
        public Builder random(SecureRandom random) {
            this.random = random;
            return this;
        }

        /** Sets where proofs begin, if not with the keys of the root that IANA publishes: {@link DnsResolver#proving}. */
        public Builder anchors(TrustAnchors anchors) {
            this.anchors = anchors;
            return this;
        }

        /** Sets the clock by which signatures are in time. */
        public Builder clock(Clock clock) {
            this.clock = clock;
            return this;
        }

        /** Sets what is asked about hosts that DNS does not know. */
        Builder platform(PlatformHosts platform) {
            this.platform = platform;
            return this;
        }

        /** Returns the resolver. */
        public DnsResolver build() {
            return new DnsResolver(this, Proofs.NONE);
        }
    }
}

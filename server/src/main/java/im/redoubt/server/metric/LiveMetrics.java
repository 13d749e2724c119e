package im.redoubt.server.metric;

import im.redoubt.server.event.AbuseReason;
import im.redoubt.server.event.Mechanism;
import im.redoubt.server.guard.Admission;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * The counters themselves. Prometheus knows nothing of them until {@link PrometheusPage} is asked for the first time.
 *
 * <p>Guarantee: the number of counters is fixed by the enumerations and by the operator's rules.
 */
public final class LiveMetrics implements ServerMetrics {

    /**
     * One counter with its names.
     *
     * @param name of the metric, without the prefix and without {@code _total}
     * @param help what it counts
     * @param labels names and values by turns
     * @param value the count
     */
    record Counter(String name, String help, List<String> labels, LongAdder value) {}

    private final List<Counter> counters = new ArrayList<>();
    private final LongAdder accepted = counter("connections.accepted", "Connections let in", List.of());
    private final Family<Admission.Limit> refused =
            family("connections.refused", "Connections turned away", "limit", Admission.Limit.class);
    private final Map<Mechanism, Family<SignInOutcome>> signIns = signIns();
    private final Family<StanzaKind> stanzasIn = family("stanzas.in", "Stanzas from clients", "kind", StanzaKind.class);
    private final Family<StanzaKind> stanzasOut = family("stanzas.out", "Stanzas to clients", "kind", StanzaKind.class);
    private final Family<AbuseReason> abuse =
            family("abuse.reports", "Reports of spam and abuse", "reason", AbuseReason.class);
    private final Family<Plain> plain = plain();
    private final Map<Gauge, LongSupplier> gauges = new ConcurrentHashMap<>();

    /** Makes counters that stand at zero. */
    public LiveMetrics() {}

    /** Counters without labels. */
    private enum Plain {
        BYTES_IN("Bytes from clients, within TLS"),
        BYTES_OUT("Bytes to clients, within TLS"),
        VERIFIERS_ADDED("Verifiers that clients made for accounts that lacked them"),
        STREAM_ERRORS("Streams ended with an error"),
        READING_PAUSED("Pauses in reading for want of tokens"),
        SLOW_READERS_DROPPED("Sessions ended because the peer did not read");

        private final String help;

        Plain(String help) {
            this.help = help;
        }
    }

    /** A counter for each constant of an enumeration. */
    private record Family<E extends Enum<E>>(Map<E, LongAdder> adders) {
        LongAdder of(E constant) {
            LongAdder adder = adders.get(constant);
            if (adder == null) {
                throw new IllegalStateException("every constant has a counter");
            }
            return adder;
        }
    }

    private LongAdder counter(String name, String help, List<String> labels) {
        LongAdder value = new LongAdder();
        counters.add(new Counter(name, help, labels, value));
        return value;
    }

    private <E extends Enum<E>> Family<E> family(String name, String help, String label, Class<E> type) {
        Map<E, LongAdder> adders = new EnumMap<>(type);
        for (E constant : type.getEnumConstants()) {
            adders.put(constant, counter(name, help, List.of(label, word(constant))));
        }
        return new Family<>(adders);
    }

    private Map<Mechanism, Family<SignInOutcome>> signIns() {
        Map<Mechanism, Family<SignInOutcome>> families = new EnumMap<>(Mechanism.class);
        for (Mechanism mechanism : Mechanism.values()) {
            Map<SignInOutcome, LongAdder> adders = new EnumMap<>(SignInOutcome.class);
            for (SignInOutcome outcome : SignInOutcome.values()) {
                List<String> labels = List.of("mechanism", mechanism.registeredName(), "outcome", word(outcome));
                adders.put(outcome, counter("sign.ins", "Attempts to sign in", labels));
            }
            families.put(mechanism, new Family<>(adders));
        }
        return families;
    }

    private Family<Plain> plain() {
        Map<Plain, LongAdder> adders = new EnumMap<>(Plain.class);
        for (Plain one : Plain.values()) {
            adders.put(one, counter(word(one).replace('_', '.'), one.help, List.of()));
        }
        return new Family<>(adders);
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** All counters, always the same. */
    List<Counter> counters() {
        return List.copyOf(counters);
    }

    /** All gauges that somebody said where to read. */
    Map<Gauge, LongSupplier> gauges() {
        return Map.copyOf(gauges);
    }

    @Override
    public void connectionAccepted() {
        accepted.increment();
    }

    @Override
    public void connectionRefused(Admission.Limit limit) {
        refused.of(limit).increment();
    }

    @Override
    public void signIn(Mechanism mechanism, SignInOutcome outcome) {
        Family<SignInOutcome> family = signIns.get(mechanism);
        if (family == null) {
            throw new IllegalStateException("every mechanism has counters");
        }
        family.of(outcome).increment();
    }

    @Override
    public void stanzaIn(StanzaKind kind) {
        stanzasIn.of(kind).increment();
    }

    @Override
    public void stanzaOut(StanzaKind kind) {
        stanzasOut.of(kind).increment();
    }

    @Override
    public void bytesIn(long bytes) {
        plain.of(Plain.BYTES_IN).add(bytes);
    }

    @Override
    public void bytesOut(long bytes) {
        plain.of(Plain.BYTES_OUT).add(bytes);
    }

    @Override
    public void abuseReported(AbuseReason reason) {
        abuse.of(reason).increment();
    }

    @Override
    public void upgraded() {
        plain.of(Plain.VERIFIERS_ADDED).increment();
    }

    @Override
    public void streamError() {
        plain.of(Plain.STREAM_ERRORS).increment();
    }

    @Override
    public void readingPaused() {
        plain.of(Plain.READING_PAUSED).increment();
    }

    @Override
    public void slowReaderDropped() {
        plain.of(Plain.SLOW_READERS_DROPPED).increment();
    }

    @Override
    public LongAdder filtered(String rule, String action) {
        return counter("stanzas.filtered", "Stanzas that fit a rule", List.of("rule", rule, "action", action));
    }

    @Override
    public void gauge(Gauge gauge, LongSupplier source) {
        gauges.put(gauge, source);
    }
}

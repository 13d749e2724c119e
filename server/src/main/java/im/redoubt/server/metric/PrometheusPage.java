package im.redoubt.server.metric;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The metrics in the text format of Prometheus.
 *
 * <p>The registry is made when the page is first asked for: a service that nobody scrapes pays nothing for it, and one
 * that is scraped does not pay at its start.
 */
final class PrometheusPage implements Supplier<String> {

    /** The media type of the text. */
    public static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final String PREFIX = "redoubt.";

    private final LiveMetrics metrics;
    private @Nullable PrometheusMeterRegistry registry;

    /**
     * Makes the page.
     *
     * @param metrics what is counted
     */
    public PrometheusPage(LiveMetrics metrics) {
        this.metrics = metrics;
    }

    private synchronized PrometheusMeterRegistry registry() {
        PrometheusMeterRegistry bound = registry;
        if (bound == null) {
            bound = bind();
            registry = bound;
        }
        return bound;
    }

    private PrometheusMeterRegistry bind() {
        PrometheusMeterRegistry fresh = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        for (LiveMetrics.Counter counter : metrics.counters()) {
            FunctionCounter.builder(PREFIX + counter.name(), counter.value(), LongAdder::sum)
                    .description(counter.help())
                    .tags(counter.labels().toArray(new String[0]))
                    .register(fresh);
        }
        metrics.gauges()
                .forEach((gauge, value) -> Gauge.builder(
                                PREFIX + LiveMetrics.word(gauge).replace('_', '.'), value::getAsLong)
                        .strongReference(true)
                        .register(fresh));
        new JvmMemoryMetrics().bindTo(fresh);
        new JvmThreadMetrics().bindTo(fresh);
        new FileDescriptorMetrics().bindTo(fresh);
        new UptimeMetrics().bindTo(fresh);
        return fresh;
    }

    /**
     * Reads everything.
     *
     * @return the text of the page
     */
    @Override
    public String get() {
        return registry().scrape();
    }
}

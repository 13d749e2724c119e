package im.redoubt.server.metric;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** What the operator's machines read on the loopback listener: metrics and health. */
public final class OperatorPages extends ChannelInitializer<Channel> {
    private final PrometheusPage metrics;
    private final List<HealthCheck> checks = new ArrayList<>();
    private final Executor workers;

    /**
     * Makes the pages.
     *
     * @param metrics what is counted
     * @param workers where pages are made: they may take milliseconds, which no event loop has
     */
    public OperatorPages(LiveMetrics metrics, Executor workers) {
        this.metrics = new PrometheusPage(metrics);
        this.workers = workers;
    }

    /**
     * Adds something that must work for the service to be healthy. All are added before the first connection.
     *
     * @param name names it: a short lower-case word, always the same
     * @param problem looks, and says what is wrong, for the operator; nothing if all is well
     */
    public void check(String name, Supplier<Optional<String>> problem) {
        checks.add(HealthCheck.of(name, HealthCheck.Weight.FAILS, problem));
    }

    /**
     * Adds something that the operator should know of, but for which nobody should end the service.
     *
     * @param name names it: a short lower-case word, always the same
     * @param problem looks, and says what is wrong, for the operator; nothing if all is well
     */
    public void note(String name, Supplier<Optional<String>> problem) {
        checks.add(HealthCheck.of(name, HealthCheck.Weight.NOTE, problem));
    }

    @Override
    protected void initChannel(Channel channel) {
        MetricsHttp.configure(channel.pipeline(), metrics, new HealthPage(checks), workers);
    }
}

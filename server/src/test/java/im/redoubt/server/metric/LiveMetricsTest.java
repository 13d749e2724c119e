package im.redoubt.server.metric;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.server.event.AbuseReason;
import im.redoubt.server.event.Mechanism;
import im.redoubt.server.guard.Admission;
import im.redoubt.server.metric.ServerMetrics.Gauge;
import im.redoubt.server.metric.ServerMetrics.SignInOutcome;
import im.redoubt.server.metric.ServerMetrics.StanzaKind;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("SRV-10")
class LiveMetricsTest {

    private final LiveMetrics metrics = new LiveMetrics();
    private final PrometheusPage page = new PrometheusPage(metrics);

    @Test
    void showsWhatWasCounted() {
        metrics.connectionAccepted();
        metrics.connectionRefused(Admission.Limit.PER_ADDRESS);
        metrics.signIn(Mechanism.SCRAM_SHA_256_PLUS, SignInOutcome.SUCCESS);
        metrics.stanzaIn(StanzaKind.MESSAGE);
        metrics.stanzaOut(StanzaKind.IQ);
        metrics.bytesIn(1000);
        metrics.bytesOut(2000);
        metrics.abuseReported(AbuseReason.SPAM);
        metrics.streamError();
        metrics.readingPaused();
        metrics.slowReaderDropped();
        metrics.gauge(Gauge.SESSIONS, () -> 42);
        metrics.bytesIn(1);
        assertThat(page.get())
                .contains("redoubt_connections_accepted_total 1.0")
                .contains("redoubt_connections_refused_total{limit=\"per_address\"} 1.0")
                .contains("redoubt_connections_refused_total{limit=\"total\"} 0.0")
                .contains("redoubt_sign_ins_total{mechanism=\"SCRAM-SHA-256-PLUS\",outcome=\"success\"} 1.0")
                .contains("redoubt_stanzas_in_total{kind=\"message\"} 1.0")
                .contains("redoubt_stanzas_out_total{kind=\"iq\"} 1.0")
                .contains("redoubt_bytes_in_total 1001.0", "redoubt_bytes_out_total 2000.0")
                .contains("redoubt_abuse_reports_total{reason=\"spam\"} 1.0")
                .contains("redoubt_stream_errors_total 1.0", "redoubt_reading_paused_total 1.0")
                .contains("redoubt_slow_readers_dropped_total 1.0", "redoubt_sessions 42.0")
                .doesNotContain("redoubt_store_queue")
                .contains("jvm_memory_used_bytes", "process_files_open_files");
        metrics.bytesIn(1);
        assertThat(page.get()).contains("redoubt_bytes_in_total 1002.0");
    }

    @Test
    @Tag("SRV-08")
    void countsWhatEachRuleCatches() {
        LongAdder caught = metrics.filtered("no \"\u00FC\" adverts", "block");
        metrics.filtered("others", "mark");
        caught.add(3);
        assertThat(page.get())
                .contains("redoubt_stanzas_filtered_total{action=\"block\",rule=\"no \\\"\u00FC\\\" adverts\"} 3.0")
                .contains("redoubt_stanzas_filtered_total{action=\"mark\",rule=\"others\"} 0.0");
    }

    @Test
    @Tag("R-82")
    void makesNoSeriesOfNamesFromTheNetwork() {
        long before =
                page.get().lines().filter(line -> line.startsWith("redoubt_")).count();
        for (int i = 0; i < 1_000_000; i++) {
            metrics.signIn(Mechanism.named(Optional.of("MECHANISM-" + i)), SignInOutcome.FAILURE);
        }
        assertThat(page.get().lines().filter(line -> line.startsWith("redoubt_")))
                .hasSize((int) before);
        assertThat(page.get()).contains("redoubt_sign_ins_total{mechanism=\"OTHER\",outcome=\"failure\"} 1000000.0");
        assertThat(before).isLessThan(100);
    }
}

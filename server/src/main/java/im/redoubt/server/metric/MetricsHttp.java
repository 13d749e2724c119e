package im.redoubt.server.metric;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.netty.util.AsciiString;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The pages for the machines that watch: {@code GET /metrics} and {@code GET /health}, on the loopback listener.
 *
 * <p>Guarantee: only requests that name the loopback host are answered, so that a page in a browser cannot read them by
 * letting its own name point here (DNS rebinding). One request per connection, small, with a deadline.
 */
final class MetricsHttp extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final int MOST_LINE_BYTES = 512;
    private static final int MOST_HEADER_BYTES = 4096;
    private static final int MOST_BODY_BYTES = 1024;
    private static final int TIMEOUT_SECONDS = 10;

    private static final Pattern LOOPBACK = Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1\\])(:[0-9]{1,5})?");
    private static final AsciiString TEXT = AsciiString.cached("text/plain; charset=utf-8");
    private static final AsciiString JSON = AsciiString.cached("application/json");

    private final Supplier<String> metrics;
    private final HealthPage health;
    private final Executor executor;

    private MetricsHttp(Supplier<String> metrics, HealthPage health, Executor executor) {
        this.metrics = metrics;
        this.health = health;
        this.executor = executor;
    }

    /**
     * Fills the pipeline of one connection of the metrics listener.
     *
     * @param pipeline the empty pipeline
     * @param metrics gives the text of the metrics page
     * @param health gives the health page
     * @param executor where the pages are made: they may take milliseconds, which no event loop has
     */
    public static void configure(
            ChannelPipeline pipeline, Supplier<String> metrics, HealthPage health, Executor executor) {
        HttpDecoderConfig limits = new HttpDecoderConfig()
                .setMaxInitialLineLength(MOST_LINE_BYTES)
                .setMaxHeaderSize(MOST_HEADER_BYTES)
                .setMaxChunkSize(MOST_BODY_BYTES);
        pipeline.addLast(
                new ReadTimeoutHandler(TIMEOUT_SECONDS),
                new HttpServerCodec(limits),
                new SmallRequests(),
                new MetricsHttp(metrics, health, executor));
    }

    /** Takes requests as a whole, and closes on those that are too large: Netty would wait for their end. */
    private static final class SmallRequests extends HttpObjectAggregator {
        SmallRequests() {
            super(MOST_BODY_BYTES, true);
        }

        @Override
        protected void handleOversizedMessage(ChannelHandlerContext context, HttpMessage oversized) {
            HttpResponseStatus status = HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE;
            answer(context, response(status, TEXT, status + "\n"));
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        // Nothing is read after the first request: its answer closes the connection.
        context.channel().config().setAutoRead(false);
        HttpResponseStatus refusal = refusal(request);
        if (!refusal.equals(HttpResponseStatus.OK)) {
            answer(context, response(refusal, TEXT, refusal + "\n"));
            return;
        }
        boolean wantsHealth = request.uri().equals("/health");
        try {
            executor.execute(() -> answer(context, wantsHealth ? healthPage() : metricsPage()));
        } catch (RejectedExecutionException e) {
            HttpResponseStatus busy = HttpResponseStatus.SERVICE_UNAVAILABLE;
            answer(context, response(busy, TEXT, busy + "\n"));
        }
    }

    /** Why a request is refused; OK if it is not. */
    private static HttpResponseStatus refusal(FullHttpRequest request) {
        if (request.decoderResult().isFailure() || request.content().isReadable()) {
            return HttpResponseStatus.BAD_REQUEST;
        }
        List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
        if (hosts.size() != 1) {
            return HttpResponseStatus.BAD_REQUEST;
        }
        if (!LOOPBACK.matcher(hosts.getFirst()).matches()) {
            return HttpResponseStatus.MISDIRECTED_REQUEST;
        }
        if (!request.uri().equals("/metrics") && !request.uri().equals("/health")) {
            return HttpResponseStatus.NOT_FOUND;
        }
        return request.method().equals(HttpMethod.GET) ? HttpResponseStatus.OK : HttpResponseStatus.METHOD_NOT_ALLOWED;
    }

    private FullHttpResponse healthPage() {
        HealthPage.Report report = health.report();
        HttpResponseStatus status = report.healthy() ? HttpResponseStatus.OK : HttpResponseStatus.SERVICE_UNAVAILABLE;
        return response(status, JSON, report.json() + "\n");
    }

    private FullHttpResponse metricsPage() {
        return response(HttpResponseStatus.OK, PrometheusPage.MEDIA_TYPE, metrics.get());
    }

    private static FullHttpResponse response(HttpResponseStatus status, CharSequence type, String text) {
        FullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(text.getBytes(UTF_8)));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, type)
                .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes())
                .set(HttpHeaderNames.CONNECTION, "close")
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set("X-Content-Type-Options", "nosniff");
        if (status.equals(HttpResponseStatus.METHOD_NOT_ALLOWED)) {
            response.headers().set(HttpHeaderNames.ALLOW, HttpMethod.GET);
        }
        return response;
    }

    private static void answer(ChannelHandlerContext context, FullHttpResponse response) {
        context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // A peer that breaks HTTP or is late learns nothing; there is nothing to keep.
        var _ = context.close();
    }
}

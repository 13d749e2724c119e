package im.redoubt.server.net;

import static java.nio.charset.StandardCharsets.UTF_8;

import im.redoubt.server.event.SecurityEvent;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes the one request of a connection over HTTPS.
 *
 * <ol>
 *   <li>TLS begins; the deadline of the negotiation runs, and nothing here moves it;
 *   <li>a request without a body comes, small and for a name of ours;
 *   <li>it is answered and the connection closed, or it opens the WebSocket: then this handler and the codec of HTTP make room
 *       for that of frames, and the connection learns that it is secured.
 * </ol>
 *
 * <p>Guarantee: nothing is served by what a browser sends of itself: there are no cookies here. A page of another origin gets
 * no WebSocket (RFC 6455 section 10.2).
 */
final class HttpFront extends ChannelInboundHandlerAdapter {
    private static final int MOST_LINE_BYTES = 1_024;
    private static final int MOST_HEADER_BYTES = 8_192;
    private static final String ONE_YEAR = "max-age=31536000";

    private final WebSite site;
    private final ConnectionContext context;
    private final Connection connection;
    private final MessageFraming framing;
    private @Nullable Object secured;
    private @Nullable HttpRequest request;
    private boolean answered;

    HttpFront(WebSite site, ConnectionContext context, Connection connection, MessageFraming framing) {
        this.site = site;
        this.context = context;
        this.connection = connection;
        this.framing = framing;
    }

    /** Returns the codec of HTTP, with the limits of a request. */
    static HttpServerCodec codec() {
        return new HttpServerCodec(new HttpDecoderConfig()
                .setMaxInitialLineLength(MOST_LINE_BYTES)
                .setMaxHeaderSize(MOST_HEADER_BYTES)
                .setMaxChunkSize(MOST_LINE_BYTES));
    }

    /** The connection learns of its handshake when there is a stream that can use it. */
    @Override
    public void userEventTriggered(ChannelHandlerContext handler, Object event) {
        if (event instanceof SslHandshakeCompletionEvent done && done.isSuccess()) {
            secured = done;
        } else {
            handler.fireUserEventTriggered(event);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext handler, Object message) {
        try {
            if (answered) {
                return;
            }
            if (message instanceof HttpRequest begun) {
                request = begun;
                early(begun).ifPresent(status -> refuse(handler, status));
            }
            if (message instanceof LastHttpContent && request != null && !answered) {
                serve(handler, request);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    /** Returns why a request is refused before its end, for which nobody waits. */
    private static Optional<HttpResponseStatus> early(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            Throwable cause = request.decoderResult().cause();
            return Optional.of(
                    cause instanceof TooLongHttpLineException
                            ? HttpResponseStatus.REQUEST_URI_TOO_LONG
                            : cause instanceof TooLongHttpHeaderException
                                    ? HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
                                    : HttpResponseStatus.BAD_REQUEST);
        }
        if (!request.protocolVersion().equals(HttpVersion.HTTP_1_1)) {
            return Optional.of(HttpResponseStatus.HTTP_VERSION_NOT_SUPPORTED);
        }
        boolean body = request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)
                || HttpUtil.getContentLength(request, 0L) != 0;
        return body ? Optional.of(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE) : Optional.empty();
    }

    private void serve(ChannelHandlerContext handler, HttpRequest whole) {
        InetSocketAddress local = (InetSocketAddress) handler.channel().localAddress();
        List<String> hosts = whole.headers().getAll(HttpHeaderNames.HOST);
        Optional<WebSite.Page> page = site.page(whole.uri(), local);
        if (hosts.size() != 1) {
            refuse(handler, HttpResponseStatus.BAD_REQUEST);
        } else if (!site.serves(hosts.getFirst(), local)) {
            refuse(handler, HttpResponseStatus.MISDIRECTED_REQUEST);
        } else if (page.isEmpty() && !whole.uri().equals(WebSite.SOCKET)) {
            refuse(handler, HttpResponseStatus.NOT_FOUND);
        } else if (!whole.method().equals(HttpMethod.GET)) {
            refuse(handler, HttpResponseStatus.METHOD_NOT_ALLOWED);
        } else if (page.isPresent()) {
            show(handler, page.get());
        } else {
            open(handler, whole.headers());
        }
    }

    private void open(ChannelHandlerContext handler, HttpHeaders headers) {
        if (!site.admits(headers.getAll(HttpHeaderNames.ORIGIN))) {
            context.events()
                    .record(new SecurityEvent.Refused(
                            connection.source(), Optional.empty(), HttpRefusal.FOREIGN_ORIGIN));
            refuse(handler, HttpResponseStatus.FORBIDDEN);
            return;
        }
        HttpResponseStatus verdict = Handshake.verdict(headers);
        if (verdict.equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
            upgrade(handler, headers);
        } else {
            refuse(handler, verdict);
        }
    }

    /** The codec of HTTP leaves last: what came behind the request it hands to that of frames. */
    private void upgrade(ChannelHandlerContext handler, HttpHeaders headers) {
        answered = true;
        Handshake handshake = new Handshake(framing.mostAtOnceBytes());
        ChannelPipeline pipeline = handler.pipeline();
        var _ = handler.writeAndFlush(handshake.answer(headers));
        pipeline.addBefore(handler.name(), null, handshake.encoder());
        if (secured != null) {
            handler.fireUserEventTriggered(secured);
        }
        pipeline.replace(this, null, new MessageFrames(connection, framing));
        pipeline.replace(HttpServerCodec.class, null, handshake.decoder());
    }

    private void show(ChannelHandlerContext handler, WebSite.Page page) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.OK,
                Unpooled.wrappedBuffer(page.text().getBytes(UTF_8)));
        // For pages of any origin, as XEP-0156 has it, since it says nothing that is not public. Nothing else has it.
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, page.type())
                .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        answer(handler, response);
    }

    private void refuse(ChannelHandlerContext handler, HttpResponseStatus status) {
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.EMPTY_BUFFER);
        if (status.equals(HttpResponseStatus.METHOD_NOT_ALLOWED)) {
            response.headers().set(HttpHeaderNames.ALLOW, HttpMethod.GET);
        } else if (status.equals(HttpResponseStatus.UPGRADE_REQUIRED)) {
            response.headers()
                    .set(HttpHeaderNames.UPGRADE, "websocket")
                    .set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, "13");
        }
        answer(handler, response);
    }

    private void answer(ChannelHandlerContext handler, FullHttpResponse response) {
        answered = true;
        response.headers()
                .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes())
                .set(HttpHeaderNames.CONNECTION, "close")
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set("Strict-Transport-Security", ONE_YEAR)
                .set("X-Content-Type-Options", "nosniff");
        var _ = handler.write(response);
        Farewell.say(handler.channel());
    }

    /** As after any handshake, nobody comes back to this session, which TLS 1.2 would keep. */
    @Override
    public void channelInactive(ChannelHandlerContext handler) {
        SslHandler tls = handler.pipeline().get(SslHandler.class);
        if (tls != null) {
            tls.engine().getSession().invalidate();
        }
        handler.fireChannelInactive();
    }
}

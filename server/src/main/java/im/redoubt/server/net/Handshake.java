package im.redoubt.server.net;

import im.redoubt.protocol.stream.WebSocketFraming;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import java.util.List;
import java.util.regex.Pattern;

/** The opening handshake of a WebSocket (RFC 6455 section 4.2, RFC 7395 section 3.1), and the codec of its frames. */
final class Handshake extends WebSocketServerHandshaker13 {
    /** Sixteen bytes. */
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9+/]{22}==");

    private static final String VERSION = "13";

    /**
     * Makes the handshake for one connection. Extensions are refused, above all compression: a few bytes would become as many
     * as somebody likes. What is no UTF-8 the parser of XML refuses.
     *
     * @param maxFrameBytes the largest frame
     */
    Handshake(int maxFrameBytes) {
        super(
                WebSite.SOCKET,
                WebSocketFraming.SUBPROTOCOL,
                WebSocketDecoderConfig.newBuilder()
                        .expectMaskedFrames(true)
                        .allowMaskMismatch(false)
                        .allowExtensions(false)
                        .closeOnProtocolViolation(false)
                        .withUTF8Validator(false)
                        .maxFramePayloadLength(maxFrameBytes)
                        .build());
    }

    /** Returns why there will be no WebSocket, or {@code SWITCHING_PROTOCOLS}. */
    static HttpResponseStatus verdict(HttpHeaders request) {
        if (!request.containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
                || !request.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)) {
            return HttpResponseStatus.UPGRADE_REQUIRED;
        }
        if (!request.getAll(HttpHeaderNames.SEC_WEBSOCKET_VERSION).equals(List.of(VERSION))) {
            return HttpResponseStatus.UPGRADE_REQUIRED;
        }
        boolean key = request.getAll(HttpHeaderNames.SEC_WEBSOCKET_KEY).size() == 1
                && KEY.matcher(request.get(HttpHeaderNames.SEC_WEBSOCKET_KEY)).matches();
        boolean xmpp =
                request.containsValue(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, WebSocketFraming.SUBPROTOCOL, false);
        return key && xmpp ? HttpResponseStatus.SWITCHING_PROTOCOLS : HttpResponseStatus.BAD_REQUEST;
    }

    /** Returns the answer to a request that was found right; only its key goes into it. */
    FullHttpResponse answer(HttpHeaders request) {
        FullHttpRequest clean =
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, WebSite.SOCKET, Unpooled.EMPTY_BUFFER);
        clean.headers()
                .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
                .set(HttpHeaderNames.SEC_WEBSOCKET_KEY, request.get(HttpHeaderNames.SEC_WEBSOCKET_KEY))
                .set(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, WebSocketFraming.SUBPROTOCOL);
        return newHandshakeResponse(clean, EmptyHttpHeaders.INSTANCE);
    }

    ChannelHandler decoder() {
        return (ChannelHandler) newWebsocketDecoder();
    }

    ChannelHandler encoder() {
        return (ChannelHandler) newWebSocketEncoder();
    }
}

package im.redoubt.server.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import im.redoubt.server.guard.TrustedProxies;
import im.redoubt.server.net.ProxyProtocolHandler.SourceFound;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyProtocolHandlerTest {

    private static final byte[] SIGNATURE = HexFormat.of().parseHex("0d0a0d0a000d0a515549540a");
    private static final TrustedProxies PROXIES = TrustedProxies.parse(List.of("10.0.0.0/8", "2001:db8:ffff::/48"));

    private final List<SourceFound> found = new ArrayList<>();

    private EmbeddedChannel channel(String peer) {
        EmbeddedChannel channel = new EmbeddedChannel() {
            @Override
            protected SocketAddress remoteAddress0() {
                return new InetSocketAddress(InetAddress.ofLiteral(peer), 4000);
            }
        };
        channel.pipeline().addLast(new ProxyProtocolHandler(PROXIES, Duration.ofSeconds(5)), new Recorder());
        channel.pipeline().fireChannelActive();
        return channel;
    }

    private final class Recorder extends ChannelInboundHandlerAdapter {
        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof SourceFound source) {
                found.add(source);
            }
        }
    }

    private static ByteBuf header(int command, int family, String hex) {
        byte[] rest = HexFormat.of().parseHex(hex);
        return Unpooled.buffer()
                .writeBytes(SIGNATURE)
                .writeByte(0x20 | command)
                .writeByte(family)
                .writeShort(rest.length)
                .writeBytes(rest);
    }

    private static String v4Header() {
        return "cb007105" + "0a000001" + "c350" + "1466";
    }

    private static String text(EmbeddedChannel channel) {
        StringBuilder all = new StringBuilder();
        for (ByteBuf next = channel.readInbound(); next != null; next = channel.readInbound()) {
            all.append(next.toString(US_ASCII));
            next.release();
        }
        return all.toString();
    }

    @Test
    @Tag("A-55")
    @Tag("SRV-07")
    void takesATrustedBalancersWord() {
        EmbeddedChannel channel = channel("10.1.2.3");
        ByteBuf bytes = header(1, 0x11, v4Header()).writeBytes("<stream".getBytes(US_ASCII));
        channel.writeInbound(bytes);
        InetSocketAddress source = new InetSocketAddress(InetAddress.ofLiteral("203.0.113.5"), 50000);
        assertThat(channel.attr(ProxyProtocolHandler.SOURCE).get()).isEqualTo(source);
        assertThat(found).containsExactly(new SourceFound(source, true));
        assertThat(text(channel)).isEqualTo("<stream");
        assertThat(channel.pipeline().names()).hasSize(2);
        channel.advanceTimeBy(1, TimeUnit.HOURS);
        channel.runScheduledPendingTasks();
        assertThat(channel.isOpen()).isTrue();
        channel.finishAndReleaseAll();
    }

    @Test
    @Tag("A-55")
    void readsAHeaderThatComesByteByByte() {
        EmbeddedChannel channel = channel("2001:db8:ffff::1");
        String v6 = "20010db8000000000000000000000007" + "20010db8ffff00000000000000000001" + "c350" + "1466";
        ByteBuf bytes = header(1, 0x21, v6).writeBytes("<a/>".getBytes(US_ASCII));
        while (bytes.isReadable()) {
            channel.writeInbound(bytes.readRetainedSlice(1));
        }
        bytes.release();
        assertThat(channel.attr(ProxyProtocolHandler.SOURCE).get().getAddress())
                .isEqualTo(InetAddress.ofLiteral("2001:db8::7"));
        assertThat(text(channel)).isEqualTo("<a/>");
        channel.finishAndReleaseAll();
    }

    @ParameterizedTest
    @ValueSource(strings = {"11.0.0.1", "203.0.113.9", "2001:db8::1", "127.0.0.1"})
    @Tag("A-55")
    @Tag("SRV-07")
    void doesNotLookAtAStrangersHeader(String peer) {
        EmbeddedChannel channel = channel(peer);
        ByteBuf bytes = header(1, 0x11, v4Header());
        int length = bytes.readableBytes();
        assertThat(found).hasSize(1);
        assertThat(found.getFirst().proxied()).isFalse();
        channel.writeInbound(bytes);
        assertThat(channel.attr(ProxyProtocolHandler.SOURCE).get().getAddress()).isEqualTo(InetAddress.ofLiteral(peer));
        assertThat(text(channel)).hasSize(length);
        assertThat(found).hasSize(1);
        channel.finishAndReleaseAll();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<?xml version='1.0'?><stream:stream xmlns='jabber:client'>",
                "PROXY TCP4 1.2.3.4 5.6.7.8 1 2\r\n"
            })
    @Tag("A-55")
    void closesABalancerThatSaysNoHeaderOfVersionTwo(String bytes) {
        EmbeddedChannel channel = channel("10.1.2.3");
        channel.writeInbound(Unpooled.copiedBuffer(bytes, US_ASCII));
        assertThat(channel.isOpen()).isFalse();
        assertThat(found).isEmpty();
        assertThat(text(channel)).isEmpty();
        channel.finishAndReleaseAll();
    }

    @ParameterizedTest
    @CsvSource({"2, 17", "1, 0", "1, 49", "1, 18", "3, 17"})
    @Tag("A-55")
    void closesOnAHeaderThatNamesNoSource(int command, int family) {
        EmbeddedChannel channel = channel("10.1.2.3");
        String rest = family == 49 ? "2f" + "00".repeat(215) : v4Header();
        channel.writeInbound(header(command, family, rest));
        assertThat(channel.isOpen()).isFalse();
        assertThat(found).isEmpty();
        channel.finishAndReleaseAll();
    }

    @Test
    @Tag("A-55")
    void takesALocalConnectionForTheBalancersOwn() {
        EmbeddedChannel channel = channel("10.1.2.3");
        channel.writeInbound(header(0, 0, ""));
        assertThat(channel.attr(ProxyProtocolHandler.SOURCE).get().getAddress())
                .isEqualTo(InetAddress.ofLiteral("10.1.2.3"));
        channel.finishAndReleaseAll();
    }

    @Test
    @Tag("A-55")
    @Tag("D-96")
    void closesABalancerThatIsLate() {
        EmbeddedChannel channel = channel("10.1.2.3");
        channel.writeInbound(Unpooled.wrappedBuffer(SIGNATURE, 0, 8));
        channel.advanceTimeBy(4, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
        assertThat(channel.isOpen()).isTrue();
        channel.advanceTimeBy(2, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
        assertThat(channel.isOpen()).isFalse();
        channel.finishAndReleaseAll();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, 192.0.2.2, false",
        "0.0.0.0/0, 203.0.113.7, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "::ffff:10.0.0.1, 10.0.0.1, true"
    })
    @Tag("A-55")
    void knowsItsNetworks(String network, String address, boolean inside) {
        assertThat(TrustedProxies.parse(List.of(network)).trusts(InetAddress.ofLiteral(address)))
                .isEqualTo(inside);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10.0.0.1/8", "10.0.0.0/33", "localhost", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/08x", "", "/8"})
    @Tag("A-55")
    void refusesWhatIsNoNetwork(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> TrustedProxies.parse(List.of(text)));
    }
}

package im.redoubt.client.dns;

import static im.redoubt.client.dns.DnsPeer.a;
import static im.redoubt.client.dns.DnsPeer.aaaa;
import static im.redoubt.client.dns.DnsPeer.cname;
import static im.redoubt.client.dns.DnsPeer.srv;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.minidns.dnsmessage.DnsMessage;
import org.minidns.record.Data;
import org.minidns.record.Record;

class DnsResolverTest {
    private static DnsResolver asking(InetSocketAddress... servers) {
        return DnsResolver.builder()
                .servers(() -> List.of(servers))
                .timeout(Duration.ofSeconds(9))
                .platform(host -> List.of())
                .build();
    }

    private static InetAddress ip(String text) throws UnknownHostException {
        return InetAddress.getByName(text);
    }

    @Test
    void aServiceIsReadAsAnotherImplementationWroteIt() throws IOException {
        try (DnsPeer peer = DnsPeer.zone((name, type) ->
                List.of(srv(name, 5, 30, 5222, "one.example.org"), srv(name, 65_535, 0, 443, "Two.Example.ORG")))) {
            Answer<ServiceRecord> answer = asking(peer.address()).services("xmpp-client", "example.org");

            assertThat(answer.records())
                    .containsExactlyInAnyOrder(
                            new ServiceRecord(5, 30, 5222, "one.example.org"),
                            new ServiceRecord(65_535, 0, 443, "two.example.org"));
            assertThat(answer.validation()).isEqualTo(Validation.UNPROVED);
        }
    }

    @Test
    void theTargetThatIsNoHostIsSeen() throws IOException {
        try (DnsPeer peer = DnsPeer.zone((name, type) -> List.of(srv(name, 0, 0, 0, ".")))) {
            assertThat(asking(peer.address())
                            .services("xmpps-client", "example.org")
                            .records())
                    .singleElement()
                    .matches(ServiceRecord::isNowhere);
        }
    }

    @Test
    void thatThereIsNothingIsNoFailure() throws IOException {
        try (DnsPeer nothing = DnsPeer.zone((name, type) -> List.of());
                DnsPeer unknown = DnsPeer.of(
                        (question, tcp) -> List.of(question.getResponseBuilder(DnsMessage.RESPONSE_CODE.NX_DOMAIN)
                                .build()
                                .toArray()))) {
            assertThat(asking(nothing.address()).services("xmpp-client", "example.org"))
                    .isEqualTo(Answer.absent());
            assertThat(asking(unknown.address()).services("xmpp-client", "example.org"))
                    .isEqualTo(Answer.absent());
        }
    }

    @Test
    void addressesOfBothKindsComeThroughAnAliasThoseOfIpv6First() throws IOException {
        try (DnsPeer peer = DnsPeer.zone((name, type) -> type == Record.TYPE.A
                ? List.of(cname(name, "real.example.net"), a("real.example.net", "192.0.2.7"))
                : List.of(cname(name, "real.example.net"), aaaa("real.example.net", "2001:db8::7")))) {
            assertThat(asking(peer.address()).addresses("chat.example.org").records())
                    .containsExactly(ip("2001:db8::7"), ip("192.0.2.7"));
        }
    }

    @Test
    void whatIsTooLongForADatagramComesByTcp() throws IOException {
        try (DnsPeer peer = DnsPeer.zone((name, type) -> many(name, 60))) {
            assertThat(asking(peer.address())
                            .services("xmpp-client", "example.org")
                            .records())
                    .hasSize(60);
            assertThat(peer.askedByTcp()).isEqualTo(1);
        }
    }

    private static List<Record<? extends Data>> many(String name, int count) {
        List<Record<? extends Data>> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(srv(name, i, i, 5222, "host" + i + ".example.org"));
        }
        return records;
    }

    @Test
    void aServerThatRefusesOrIsSilentLeavesTheNextOne() throws IOException {
        try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                DnsPeer refusing = DnsPeer.of(
                        (question, tcp) -> List.of(question.getResponseBuilder(DnsMessage.RESPONSE_CODE.REFUSED)
                                .build()
                                .toArray()));
                DnsPeer peer = DnsPeer.zone((name, type) -> List.of(srv(name, 0, 0, 5222, "a.example.org")))) {
            InetSocketAddress none = new InetSocketAddress(InetAddress.getLoopbackAddress(), silent.getLocalPort());

            assertThat(asking(none, refusing.address(), peer.address())
                            .services("xmpp-client", "example.org")
                            .records())
                    .hasSize(1);
        }
    }

    @Test
    void whoDoesNotAnswerIsWaitedForUntilTimeIsUpAndNoLonger() throws IOException {
        try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            DnsResolver resolver = DnsResolver.builder()
                    .servers(() -> List.of(new InetSocketAddress(silent.getLocalAddress(), silent.getLocalPort())))
                    .timeout(Duration.ofMillis(200))
                    .build();
            long start = System.nanoTime();

            Answer<ServiceRecord> answer = resolver.services("xmpp-client", "example.org");

            assertThat(answer.status()).isEqualTo(Answer.Status.FAILED);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(150), Duration.ofSeconds(5));
        }
    }

    @Test
    void withoutServersAddressesAreThoseThatThePlatformFinds() throws UnknownHostException {
        DnsResolver resolver = DnsResolver.builder()
                .servers(List::of)
                .platform(host -> host.equals("printer.local") ? List.of(InetAddress.getLoopbackAddress()) : List.of())
                .build();

        assertThat(resolver.services("xmpp-client", "example.org").reason()).isEqualTo("no server of DNS is known");
        assertThat(resolver.addresses("printer.local").records()).containsExactly(InetAddress.getLoopbackAddress());
        assertThat(resolver.addresses("example.org").status()).isEqualTo(Answer.Status.FAILED);
    }

    @Test
    void nobodyIsAskedAboutAddressesLocalhostOrHiddenServices() throws IOException {
        try (DnsPeer peer = DnsPeer.zone((name, type) -> List.of(a(name, "192.0.2.9")))) {
            DnsResolver resolver = asking(peer.address());

            assertThat(resolver.addresses("192.0.2.1").records()).containsExactly(ip("192.0.2.1"));
            assertThat(resolver.addresses("2001:db8::1").records()).containsExactly(ip("2001:db8::1"));
            assertThat(resolver.addresses("localhost").records()).containsExactly(ip("::1"), ip("127.0.0.1"));
            assertThat(resolver.addresses("a.localhost").records()).hasSize(2);
            assertThat(resolver.addresses("abc.onion").records()).isEmpty();
            assertThat(resolver.addresses("0x7f000001").records()).isEmpty();
            assertThat(resolver.addresses("127.1").records()).isEmpty();
            assertThat(resolver.addresses("192.0.2.256").records()).isEmpty();
            assertThat(peer.asked()).isZero();
        }
    }

    @Test
    void whatIsNoNameIsNotAskedFor() throws IOException {
        try (DnsPeer peer = DnsPeer.zone((name, type) -> List.of(srv(name, 0, 0, 1, "a.example")))) {
            DnsResolver resolver = asking(peer.address());
            String tooLong = "a".repeat(64) + ".example";

            for (String name : List.of("a..b", ".a", "a.", "a b", "bücher.example", tooLong, "a.".repeat(130) + "a")) {
                assertThat(resolver.services("xmpp-client", name).status()).isEqualTo(Answer.Status.FAILED);
            }
            assertThat(peer.asked()).isZero();
        }
    }

    @Test
    void theTimeOfAQuestionHasBounds() {
        for (Duration duration : List.of(Duration.ZERO, Duration.ofSeconds(-1), Duration.ofSeconds(61))) {
            assertThatThrownBy(() -> DnsResolver.builder().timeout(duration))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void keysOfAPortAreReadByteByByte() throws IOException {
        byte[] hash = new byte[32];
        hash[0] = 1;
        try (DnsPeer peer = DnsPeer.of((question, tcp) -> {
            assertThat(question.getQuestion().name.toString()).isEqualTo("_5222._tcp.chat.example.org");
            assertThat(question.getQuestion().type).isEqualTo(Record.TYPE.TLSA);
            return List.of(
                    RawReply.to(question).record(RecordType.TLSA, 3, 1, 1, hash).wire());
        })) {
            assertThat(asking(peer.address()).keys(5222, "chat.example.org").records())
                    .containsExactly(new KeyRecord(3, 1, 1, hash));
        }
    }

    @Test
    void anotherOwnersRecordsAreNoAnswer() throws IOException {
        try (DnsPeer peer =
                DnsPeer.zone((name, type) -> List.of(srv("_xmpp-client._tcp.evil.example", 0, 0, 1, "a.b")))) {
            assertThat(asking(peer.address()).services("xmpp-client", "example.org"))
                    .isEqualTo(Answer.absent());
        }
    }
}

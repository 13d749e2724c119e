package im.redoubt.client.dns;

import static im.redoubt.client.dns.DnsPeer.a;
import static im.redoubt.client.dns.DnsPeer.cname;
import static im.redoubt.client.dns.DnsPeer.srv;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.minidns.dnsmessage.DnsMessage;
import org.minidns.record.Data;
import org.minidns.record.Record;

/** What a server of DNS sends is bounded, and not believed beyond what was asked. */
class HostileDnsTest {
    private static final byte[] TARGET = {1, 'a', 1, 'b', 0};

    private static DnsResolver asking(DnsPeer peer) {
        return DnsResolver.builder()
                .servers(() -> List.of(peer.address()))
                .timeout(Duration.ofSeconds(10))
                .platform(host -> List.of())
                .build();
    }

    private static Answer<ServiceRecord> answerTo(DnsPeer.Script script) throws IOException {
        try (DnsPeer peer = DnsPeer.of(script)) {
            return asking(peer).services("xmpp-client", "example.org");
        }
    }

    private static RawReply right(DnsMessage question) {
        return RawReply.to(question).record(RecordType.SRV, 0, 1, 0, 2, 0, 3, TARGET);
    }

    @Test
    @Tag("T-39")
    void ofAThousandRecordsFewAreKept() throws IOException {
        List<Record<? extends Data>> services = new ArrayList<>();
        List<Record<? extends Data>> addresses = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            services.add(srv("_xmpp-client._tcp.example.org", i, 65_535, 5222, "h" + i + ".example"));
            addresses.add(a("many.example.org", "192.0." + i / 256 + "." + i % 256));
        }
        try (DnsPeer peer = DnsPeer.zone(
                (name, type) -> type == Record.TYPE.SRV ? services : type == Record.TYPE.A ? addresses : List.of())) {
            assertThat(asking(peer).services("xmpp-client", "example.org").records())
                    .hasSize(64);
            assertThat(asking(peer).addresses("many.example.org").records()).hasSize(16);
        }
    }

    @Test
    @Tag("T-39")
    void aliasesThatLeadInACircleEnd() throws IOException {
        try (DnsPeer peer = DnsPeer.zone((name, type) ->
                List.of(cname(name, "b.example"), cname("b.example", "c.example"), cname("c.example", name)))) {
            Answer<InetAddress> answer = asking(peer).addresses("a.example");

            assertThat(answer.status()).isEqualTo(Answer.Status.FAILED);
            assertThat(answer.reason()).contains("aliases");
        }
    }

    @Test
    @Tag("T-39")
    void aCompressedNameThatLeadsToItselfOrForwardOrThroughManyPointersIsRefused() throws IOException {
        for (int pointer : new int[] {65, 66, 0x3FFF}) {
            Answer<ServiceRecord> answer = answerTo((question, tcp) -> List.of(RawReply.to(question)
                    .record(RecordType.SRV, 0, 1, 0, 2, 0, 3, 0xC0 | pointer >> 8, pointer & 0xFF)
                    .wire()));
            assertUnreadable(answer);
        }
        Answer<ServiceRecord> ahead = answerTo((question, tcp) -> List.of(RawReply.to(question)
                .record(RecordType.SRV, 0, 1, 0, 2, 0, 3, 0xC0, 67)
                .bytes(0, TARGET)
                .wire()));
        assertUnreadable(ahead);
        Answer<ServiceRecord> chain = answerTo((question, tcp) ->
                List.of(RawReply.to(question).bytes(2, pointers(47, 1_000)).wire()));
        assertUnreadable(chain);
    }

    /** A name whose pointer leads to a pointer, and so on, each of them two bytes further back. */
    private static byte[] pointers(int at, int count) {
        ByteArrayOutputStream chain = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            int to = i == 0 ? 12 : at + 11 + 2 * (i - 1);
            chain.write(0xC0 | to >> 8);
            chain.write(to);
        }
        ByteArrayOutputStream record = new ByteArrayOutputStream();
        record.writeBytes(new byte[] {0, 0, 16, 0, 1, 0, 0, 0, 60});
        record.write(chain.size() >> 8);
        record.write(chain.size());
        record.writeBytes(chain.toByteArray());
        int last = at + 11 + 2 * (count - 1);
        record.write(0xC0 | last >> 8);
        record.write(last);
        record.writeBytes(new byte[] {0, 33, 0, 1, 0, 0, 0, 60, 0, 11, 0, 1, 0, 2, 0, 3});
        record.writeBytes(TARGET);
        return record.toByteArray();
    }

    @Test
    @Tag("T-39")
    void whatDoesNotBelongToTheQuestionIsPassedOver() throws IOException {
        Answer<ServiceRecord> answer = answerTo((question, tcp) -> List.of(
                new byte[0],
                new byte[] {1},
                right(question)
                        .id(question.id ^ 1)
                        .record(RecordType.SRV, 0, 0, 0, 0, 0, 9, TARGET)
                        .wire(),
                right(question).flags(0x0180).wire(),
                right(question).flags(0x9180).wire(),
                DnsPeer.reply(question)
                        .setQuestion(new org.minidns.dnsmessage.Question("evil.example", Record.TYPE.SRV))
                        .build()
                        .toArray(),
                right(question).wire()));

        assertThat(answer.records()).containsExactly(new ServiceRecord(1, 2, 3, "a.b"));
    }

    @Test
    @Tag("T-39")
    void aRecordThatIsCutOrTooLongOrOfNoLengthIsRefused() throws IOException {
        assertRefused(new Object[] {0, 1, 0, 2, 0});
        assertRefused(new Object[] {0, 1, 0, 2, 0, 3, 5, 97});
        assertRefused(new Object[] {0, 1, 0, 2, 0, 3, TARGET, 1});
        assertRefused(new Object[] {0, 1, 0, 2, 0, 3, 0x40, 97, 0});
        assertRefused(new Object[] {0, 1, 0, 2, 0, 3, longName()});
        Answer<ServiceRecord> moreThanThere = answerTo(
                (question, tcp) -> List.of(right(question).bytes(3, new byte[0]).wire()));
        assertUnreadable(moreThanThere);
    }

    private static void assertRefused(Object[] data) throws IOException {
        Answer<ServiceRecord> answer = answerTo((question, tcp) ->
                List.of(RawReply.to(question).record(RecordType.SRV, data).wire()));
        assertUnreadable(answer);
    }

    private static void assertUnreadable(Answer<ServiceRecord> answer) {
        assertThat(answer.status()).isEqualTo(Answer.Status.FAILED);
        assertThat(answer.reason()).startsWith("the answer from DNS has");
    }

    private static byte[] longName() {
        byte[] name = new byte[64 * 4 + 1];
        for (int i = 0; i < 256; i++) {
            name[i] = (byte) (i % 64 == 0 ? 63 : 'a');
        }
        return name;
    }

    @Test
    @Tag("T-39")
    void aTargetWithOtherCharactersThanANameHasIsLeftOut() throws IOException {
        for (char odd : "\0 \n\"'<>&/@:\\.\u00e4".toCharArray()) {
            Answer<ServiceRecord> answer = answerTo((question, tcp) -> List.of(RawReply.to(question)
                    .record(RecordType.SRV, 0, 1, 0, 2, 0, 3, 3, 97, odd & 0xFF, 98, 0)
                    .record(RecordType.SRV, 0, 1, 0, 2, 0, 3, TARGET)
                    .wire()));
            assertThat(answer.records()).containsExactly(new ServiceRecord(1, 2, 3, "a.b"));
        }
    }

    @Test
    @Tag("T-39")
    void anAnswerThatIsTruncatedEvenByTcpIsNone() throws IOException {
        Answer<ServiceRecord> answer = answerTo(
                (question, tcp) -> List.of(right(question).flags(0x8380).wire()));

        assertThat(answer.status()).isEqualTo(Answer.Status.FAILED);
    }

    @Test
    @Tag("T-39")
    void manyStrayDatagramsEndTheWaitInTime() throws IOException {
        List<byte[]> strays = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            strays.add(new byte[12]);
        }
        long start = System.nanoTime();

        assertThat(answerTo((question, tcp) -> strays).status()).isEqualTo(Answer.Status.FAILED);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(9));
    }

    @Test
    @Tag("T-39")
    void noiseIsRefusedAndNeverMore() throws IOException {
        Random random = new Random(39);
        try (DnsPeer peer = DnsPeer.of((question, tcp) -> {
            byte[] wire = right(question).record(RecordType.CNAME, TARGET).wire();
            for (int i = 0; i < 3; i++) {
                wire[12 + random.nextInt(wire.length - 12)] = (byte) random.nextInt();
            }
            return List.of(wire);
        })) {
            DnsResolver resolver = DnsResolver.builder()
                    .servers(() -> List.of(peer.address()))
                    .timeout(Duration.ofMillis(4))
                    .build();
            for (int i = 0; i < 300; i++) {
                assertThat(resolver.services("xmpp-client", "example.org")
                                .records()
                                .size())
                        .isLessThanOrEqualTo(2);
            }
        }
    }
}

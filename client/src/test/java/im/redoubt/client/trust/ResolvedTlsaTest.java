package im.redoubt.client.trust;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.client.dns.Answer;
import im.redoubt.client.dns.KeyRecord;
import im.redoubt.client.dns.Resolver;
import im.redoubt.client.dns.ServiceRecord;
import im.redoubt.client.dns.Validation;
import im.redoubt.protocol.address.BareJid;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How far what a resolver says is believed: RFC 7673 section 3. */
@Tag("T-30")
class ResolvedTlsaTest {
    private static final BareJid DOMAIN = BareJid.of("bücher.example");
    private static final Destination AT_HOST = new Destination(DOMAIN, "xmpp.host.example", 5223);
    private static final Destination AT_HOME = new Destination(DOMAIN, "xn--bcher-kva.example", 5222);
    private static final KeyRecord KEY = new KeyRecord(3, 1, 1, new byte[32]);
    private static final KeyRecord UNKNOWN = new KeyRecord(7, 1, 1, new byte[32]);
    private static final Answer<KeyRecord> PROVED = Answer.of(List.of(KEY, UNKNOWN), Validation.VALIDATED);
    private static final Answer<KeyRecord> NO_KEY = Answer.of(List.of(), Validation.VALIDATED);
    private static final Answer<ServiceRecord> NAMED = services(Validation.VALIDATED, 5223, "XMPP.host.example");

    private static final Answer<ServiceRecord> NO_SERVICE = Answer.of(List.of(), Validation.VALIDATED);
    private static final TlsaAnswer SECURE =
            new TlsaAnswer.Secure(List.of(TlsaRecord.of(3, 1, 1, new byte[32]).orElseThrow()));

    @Test
    void recordsCountIfEverythingOnTheWayIsProved() {
        assertThat(lookup(PROVED, NAMED, AT_HOST)).isEqualTo(SECURE);
        assertThat(lookup(PROVED, Answer.absent(), AT_HOME)).isEqualTo(SECURE);
    }

    @Test
    void aHostThatASignedDomainDoesNotNameIsNotItsServer() {
        List<Answer<ServiceRecord>> others = List.of(
                services(Validation.VALIDATED, 5222, "xmpp.host.example"),
                services(Validation.VALIDATED, 5223, "other.host.example"),
                NO_SERVICE);
        for (Answer<ServiceRecord> services : others) {
            for (Answer<KeyRecord> keys : List.of(PROVED, NO_KEY, Answer.of(List.of(KEY), Validation.UNSIGNED))) {
                assertThat(lookup(keys, services, AT_HOST)).isEqualTo(new TlsaAnswer.Elsewhere());
            }
        }
        assertThat(lookup(NO_KEY, NAMED, AT_HOME))
                .as("its services are elsewhere")
                .isEqualTo(new TlsaAnswer.Elsewhere());
    }

    @Test
    void whatIsNotProvedIsNotBelieved() {
        List<Answer<ServiceRecord>> unproved = List.of(
                services(Validation.UNPROVED, 5223, "xmpp.host.example"), Answer.absent(), Answer.failed("no answer"));
        for (Answer<ServiceRecord> services : unproved) {
            assertThat(lookup(PROVED, services, AT_HOST)).isEqualTo(new TlsaAnswer.Unproved());
            assertThat(lookup(NO_KEY, services, AT_HOST)).isEqualTo(new TlsaAnswer.Unproved());
            assertThat(lookup(NO_KEY, services, AT_HOME)).isEqualTo(new TlsaAnswer.Unproved());
        }
        List<Answer<KeyRecord>> keys =
                List.of(Answer.failed("no answer"), Answer.absent(), Answer.of(List.of(KEY), Validation.UNPROVED));
        for (Answer<KeyRecord> each : keys) {
            assertThat(lookup(each, NAMED, AT_HOST)).isEqualTo(new TlsaAnswer.Unproved());
            assertThat(lookup(each, NO_SERVICE, AT_HOME)).isEqualTo(new TlsaAnswer.Unproved());
        }
    }

    @Test
    void thatThereAreNoneIsBelievedIfItIsProved() {
        assertThat(lookup(NO_KEY, NAMED, AT_HOST)).isEqualTo(new TlsaAnswer.Absent());
        assertThat(lookup(NO_KEY, NO_SERVICE, AT_HOME)).isEqualTo(new TlsaAnswer.Absent());
    }

    @Test
    void whatIsProvedToBeUnsignedSaysNothing() {
        Answer<KeyRecord> unsigned = Answer.of(List.of(KEY), Validation.UNSIGNED);
        assertThat(lookup(unsigned, NAMED, AT_HOST)).isEqualTo(new TlsaAnswer.Unsigned());
        assertThat(lookup(Answer.of(List.of(), Validation.UNSIGNED), NAMED, AT_HOST))
                .isEqualTo(new TlsaAnswer.Unsigned());
        assertThat(lookup(PROVED, services(Validation.UNSIGNED, 5223, "xmpp.host.example"), AT_HOST))
                .as("whoever forged that may have led to a host of his own")
                .isEqualTo(new TlsaAnswer.Unsigned());
    }

    private static Answer<ServiceRecord> services(Validation validation, int port, String target) {
        return Answer.of(List.of(new ServiceRecord(0, 0, port, target)), validation);
    }

    private static TlsaAnswer lookup(Answer<KeyRecord> keys, Answer<ServiceRecord> services, Destination destination) {
        return new ResolvedTlsa(new Resolver() {
                    @Override
                    public Answer<ServiceRecord> services(String service, String domain) {
                        assertThat(domain).isEqualTo("xn--bcher-kva.example");
                        return service.equals("xmpps-client") ? services : Answer.of(List.of(), services.validation());
                    }

                    @Override
                    public Answer<InetAddress> addresses(String host) {
                        throw new AssertionError("nobody needs addresses");
                    }

                    @Override
                    public Answer<KeyRecord> keys(int port, String host) {
                        assertThat(host).isEqualTo(destination.host());
                        assertThat(port).isEqualTo(destination.port());
                        return keys;
                    }
                })
                .lookup(destination);
    }
}

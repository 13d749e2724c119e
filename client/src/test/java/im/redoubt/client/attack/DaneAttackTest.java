package im.redoubt.client.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import im.redoubt.client.Client;
import im.redoubt.client.Session;
import im.redoubt.client.SessionState;
import im.redoubt.client.SignInException;
import im.redoubt.client.dns.DnsPeer;
import im.redoubt.client.dns.DnsResolver;
import im.redoubt.client.dns.SignedZones;
import im.redoubt.client.dns.TrustAnchors;
import im.redoubt.client.line.DialFailure;
import im.redoubt.client.locate.Place;
import im.redoubt.client.trust.Draft;
import im.redoubt.client.trust.Issued;
import im.redoubt.client.trust.Pin;
import im.redoubt.client.trust.Trust;
import im.redoubt.testkit.hostile.HonestService;
import im.redoubt.testkit.hostile.Manner;
import im.redoubt.testkit.hostile.Manner.Opening;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.minidns.record.Data;
import org.minidns.record.Record;

/**
 * Sessions that trust DNS, over real sockets, TLS, and questions to a server of DNS. The one between has a certificate for the domain
 * from an authority that everybody trusts, as at jabber.ru, and DNS in his hands, but none of its keys.
 */
@Tag("LIB-06")
@Tag("T-30")
class DaneAttackTest {
    private static final int P_256 = 13;
    private static final String HOST = "xmpp.example.org";
    private static final Manner MANNER = Range.MODERN.opening(Opening.DIRECT_TLS);

    /** What the domain's owner runs: nobody vouches for it but DNS. */
    private static final Issued OWN = Draft.server("example.org").selfSigned();

    private final SignedZones zones = new SignedZones();

    /** Returns a place for the key of one certificate. */
    private static Record<? extends Data> tlsa(int port, Issued server) {
        byte[] signed = new BigInteger(Pin.ofKey(server.certificate()).hex(), 16).toByteArray();
        byte[] hash = new byte[32];
        int length = Math.min(hash.length, signed.length);
        System.arraycopy(signed, signed.length - length, hash, hash.length - length, length);
        return SignedZones.tlsa("_" + port + "._tcp." + HOST, hash);
    }

    private void publish(int port) {
        zones.zone("", P_256);
        zones.zone("org", P_256);
        zones.zone("example.org", P_256);
        zones.add(DnsPeer.a(HOST, "127.0.0.1"));
        zones.add(DnsPeer.srv("_xmpps-client._tcp.example.org", 0, 0, port, HOST));
    }

    private static Client.Builder client(Range range, DnsPeer dns, TrustAnchors anchors) {
        return range.client()
                .place(Place.discovered())
                .resolver(DnsResolver.builder()
                        .servers(() -> List.of(dns.address()))
                        .timeout(Duration.ofSeconds(10))
                        .anchors(anchors)
                        .clock(Clock.fixed(SignedZones.NOW, ZoneOffset.UTC))
                        .build());
    }

    private static Range serving(Issued server, Issued... above) {
        HonestService service = HonestService.of(Range.ACCOUNT, Range.PASSWORD, Range.identity(server, above));
        return Range.of(service.like(MANNER), Opening.DIRECT_TLS);
    }

    private static Trust authorities() {
        return Trust.pkix(List.of(Range.AUTHORITY.certificate())).dane();
    }

    private static void assertSession(Client.Builder client) {
        try (Session session = client.build().open()) {
            assertThat(session.state()).isInstanceOf(SessionState.Online.class);
        }
    }

    private static void assertRefused(Client.Builder client, Range range, String... words) throws InterruptedException {
        SignInException refusal =
                catchThrowableOfType(SignInException.class, () -> client.build().open());
        assertThat(refusal).isNotNull();
        assertThat(refusal.failure()).isInstanceOf(DialFailure.Untrusted.class);
        assertThat(refusal).hasMessageContainingAll(words);
        Leaks.assertNoMoreThan(Leaks.Disclosure.DOMAIN, range.server().awaitGone(1, Range.PATIENCE));
    }

    @Test
    void whomDnsNamesIsTrustedWithoutAnyAuthority() throws IOException {
        try (Range range = serving(OWN);
                DnsPeer dns = DnsPeer.zone(zones)) {
            publish(range.server().port());
            zones.add(tlsa(range.server().port(), OWN));
            assertSession(client(range, dns, zones.anchors()).trust(Trust.daneOnly()));
            assertSession(client(range, dns, zones.anchors()).trust(authorities()));
        }
    }

    @Test
    void whomDnsDoesNotNameIsRefusedWhoeverVouchesForHim() throws IOException, InterruptedException {
        try (Range range = serving(Range.SERVER, Range.AUTHORITY);
                DnsPeer dns = DnsPeer.zone(zones)) {
            publish(range.server().port());
            zones.add(tlsa(range.server().port(), OWN));
            String right = "3 1 1 " + Pin.ofKey(Range.SERVER.certificate()).hex();
            assertRefused(client(range, dns, zones.anchors()).trust(authorities()), range, right);
            assertRefused(client(range, dns, zones.anchors()).trust(Trust.daneOnly()), range, right);
        }
    }

    /** What the one between does to DNS so that his certificate is taken. */
    interface Trick {
        void on(SignedZones zones, String key);
    }

    private static Map<String, Trick> tricks() {
        Map<String, Trick> all = new LinkedHashMap<>();
        all.put("names his own key", (zones, key) -> tamper(zones, key, answer -> his(key)));
        all.put(
                "names his own key and signs that",
                (zones, key) -> tamper(zones, key, answer -> {
                    List<Record<? extends Data>> forged = his(key);
                    forged.add(new SignedZones.ZoneSigner("example.org", P_256).sign(List.copyOf(forged)));
                    return forged;
                }));
        all.put(
                "brings what was signed long ago",
                (zones, key) -> tamper(zones, key, answer -> {
                    List<Record<? extends Data>> old = his(key);
                    old.add(zones.signer("example.org")
                            .sign(
                                    List.copyOf(old),
                                    5,
                                    SignedZones.NOW.minus(Duration.ofDays(90)),
                                    SignedZones.NOW.minus(Duration.ofDays(1))));
                    return old;
                }));
        all.put("takes the records away", (zones, key) -> {
            tamper(zones, key, answer -> List.of());
        });
        all.put("takes the records away and brings what is proved of others", (zones, key) -> {
            List<Record<? extends Data>> others = zones.beside("_1._tcp." + HOST, Record.TYPE.TLSA);
            List<Record<? extends Data>> some = others.stream()
                    .filter(record -> !record.name.toString().startsWith("_"))
                    .collect(Collectors.toList());
            tamper(zones, key, answer -> List.of());
            zones.tamperBeside((owner, type, beside) -> owner.equals(key) ? some : beside);
        });
        all.put(
                "takes all signatures away",
                (zones, key) -> zones.tamper((owner, type, answer) -> answer.stream()
                        .filter(record -> record.type != Record.TYPE.RRSIG)
                        .collect(Collectors.toList())));
        all.put("says that the domain is elsewhere", (zones, key) -> {
            tamper(zones, key, answer -> List.of());
            tamper(
                    zones,
                    "_xmpps-client._tcp.example.org",
                    answer -> answer.stream()
                            .filter(record -> record.type != Record.TYPE.RRSIG)
                            .collect(Collectors.toList()));
        });
        return all;
    }

    private static void tamper(SignedZones zones, String name, Change change) {
        zones.tamper((owner, type, answer) ->
                owner.equals(name) && !answer.isEmpty() ? change.apply(new ArrayList<>(answer)) : answer);
    }

    private interface Change {
        List<Record<? extends Data>> apply(List<Record<? extends Data>> answer);
    }

    /** Returns a record of the key that the one between has. */
    private static List<Record<? extends Data>> his(String key) {
        int port = Integer.parseInt(key.substring(1, key.indexOf('.')));
        return new ArrayList<>(List.of(tlsa(port, Range.SERVER)));
    }

    static Stream<Arguments> attempts() {
        return tricks().entrySet().stream()
                .flatMap(trick -> Stream.of(Trust.daneOnly(), authorities())
                        .map(trust -> Arguments.of(trick.getKey(), trust, trick.getValue())));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("attempts")
    @Tag("T-39")
    void whoHasDnsInHisHandsButNotItsKeysGetsNothing(String what, Trust trust, Trick trick)
            throws IOException, InterruptedException {
        try (Range range = serving(Range.SERVER, Range.AUTHORITY);
                DnsPeer dns = DnsPeer.zone(zones)) {
            int port = range.server().port();
            publish(port);
            zones.add(tlsa(port, OWN));
            trick.on(zones, "_" + port + "._tcp." + HOST);
            assertRefused(client(range, dns, zones.anchors()).trust(trust), range, "DNSSEC");
        }
    }

    /** The root is not the one that is known: an application that forgot its anchors is told as well. */
    @Test
    @Tag("T-39")
    void whoHasARootOfHisOwnGetsNothing() throws IOException, InterruptedException {
        try (Range range = serving(OWN);
                DnsPeer dns = DnsPeer.zone(zones)) {
            publish(range.server().port());
            zones.add(tlsa(range.server().port(), OWN));
            for (Trust trust : Arrays.asList(Trust.daneOnly(), authorities())) {
                assertRefused(
                        client(range, dns, TrustAnchors.ofRoot()).trust(trust),
                        range,
                        "DNSSEC",
                        "passes signatures on");
            }
        }
    }

    /** A host with a certificate of the domain's, to which the domain does not lead; its records are real. */
    @Test
    void whereTheDomainDoesNotLeadNobodyIsTrusted() throws IOException, InterruptedException {
        try (Range range = serving(Range.SERVER, Range.AUTHORITY);
                DnsPeer dns = DnsPeer.zone(zones)) {
            int port = range.server().port();
            publish(port == 5223 ? 5224 : 5223);
            zones.add(tlsa(port, Range.SERVER));
            Client.Builder client = client(range, dns, zones.anchors()).place(Place.directTls(HOST, port));
            assertRefused(client.trust(authorities()), range, "does not name this host and port");
        }
    }

    @Test
    void whereItIsProvedThatDnsSaysNothingAuthoritiesDecideOrNobody() throws IOException, InterruptedException {
        try (Range range = serving(Range.SERVER, Range.AUTHORITY);
                DnsPeer dns = DnsPeer.zone(zones)) {
            publish(range.server().port());
            assertRefused(
                    client(range, dns, zones.anchors()).trust(Trust.daneOnly()),
                    range,
                    "Only DNS is trusted",
                    "no TLSA record");
            assertSession(client(range, dns, zones.anchors()).trust(authorities()));
        }
    }

    @Test
    void whereTheDomainIsNotSignedAuthoritiesDecideOrNobody() throws IOException, InterruptedException {
        try (Range range = serving(Range.SERVER, Range.AUTHORITY);
                DnsPeer dns = DnsPeer.zone(zones)) {
            zones.zone("", P_256);
            zones.zone("org", P_256);
            zones.unsigned("example.org");
            zones.add(DnsPeer.a(HOST, "127.0.0.1"));
            zones.add(DnsPeer.srv(
                    "_xmpps-client._tcp.example.org", 0, 0, range.server().port(), HOST));
            assertRefused(
                    client(range, dns, zones.anchors()).trust(Trust.daneOnly()),
                    range,
                    "Only DNS is trusted",
                    "not signed");
            assertSession(client(range, dns, zones.anchors()).trust(authorities()));
        }
    }
}

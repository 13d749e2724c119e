package im.redoubt.protocol.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.Secret;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Both sides compare the offer under their signatures: XEP-0474, XEP-0515. */
@Tag("LIB-07")
class AdvertisementTest {
    private static final List<String> EXAMPLE = List.of("SCRAM-SHA-1", "SCRAM-SHA-1-PLUS");
    private static final Optional<List<String>> EXAMPLE_TYPES =
            Optional.of(List.of("tls-server-end-point", "tls-exporter"));

    /** XEP-0474 section 5.3, XEP-0515 section 5.3. */
    @Test
    @Tag("A-48")
    void theExamplesOfTheSpecifications() {
        assertThat(new Advertisement(EXAMPLE, EXAMPLE_TYPES, Optional.empty()).attributes(ScramHash.SHA_1))
                .isEqualTo(",h=G6k/rBLDqgOhRRaCuuatSDFkJ08=");
        assertThat(new Advertisement(EXAMPLE, EXAMPLE_TYPES, Optional.of(TlsVersion.TLS_1_3))
                        .attributes(ScramHash.SHA_1))
                .isEqualTo(",h=G6k/rBLDqgOhRRaCuuatSDFkJ08=,t=0304");
    }

    /** The messages of both examples, whose password is that of RFC 5802, and whose binding data is a text. */
    @ParameterizedTest
    @CsvSource({
        "'', ',x=19C6532F-1CF4-4A27-A18D-DC9CEA41BBB3', M/SIDjT+dfcxUh89jZEypRvFxB4=, MQrMPvv7yv4x4Cq4W4Ih25EqS2c=",
        "',t=0304', '', KHUfN8dSy1K95crT4D5y1ItLJfs=, 3w34ZIMVRkx2f2Ozb3/ecRPVdv4="
    })
    @Tag("A-48")
    void bothSidesGoThroughTheExamples(String version, String further, String proof, String signature)
            throws ScramSyntaxException {
        String ours = "12C4CD5C-E38E-4A98-8F6D-15C38F51CCC6";
        String nonce = ours + "a09117a6-ac50-4f2f-93f1-93799c2bddf6";
        String challenge = "r=" + nonce + ",s=QSXCR+Q6sek8bf92,i=4096,h=G6k/rBLDqgOhRRaCuuatSDFkJ08=" + version;
        String last = "c=cD10bHMtZXhwb3J0ZXIsLFRISVMgSVMgRkFLRSBDQiBEQVRB,r=" + nonce + further + ",p=" + proof;
        ExpectedBinding binding = new ExpectedBinding(
                Optional.of(ChannelBindingType.TLS_EXPORTER), "p=tls-exporter,,", Scram.bytes("THIS IS FAKE CB DATA"));
        ServerFirst first = ServerFirst.parse(Scram.bytes(challenge));

        ScramVerifier verifier = ScramVerifier.derive(ScramHash.SHA_1, Scram.password(), first.salt(), 4096);
        Verified verified = Scram.verified(new ScramChallenge(
                        ClientFirst.parse(Scram.bytes("p=tls-exporter,,n=user,r=" + ours)),
                        binding,
                        verifier,
                        nonce,
                        challenge)
                .on(Scram.bytes(last)));
        assertThat(Scram.text(verified.bytes())).isEqualTo("v=" + signature);

        NeedsKey state = new NeedsKey(ScramHash.SHA_1, binding, "n=user,r=" + ours, first);
        try (Secret salted = Scram.salted(state)) {
            ScramProof answer = state.proceed(salted);
            if (further.isEmpty()) { // we add nothing of our own
                assertThat(Scram.text(answer.bytes())).isEqualTo(last);
                Scram.proven(answer.on(Scram.bytes("v=" + signature)));
            }
        }
    }

    @Test
    void theOrderIsThatOfOctets() {
        Advertisement one = new Advertisement(List.of("b", "a", "B", "aa"), Optional.empty(), Optional.empty());
        Advertisement two = new Advertisement(List.of("B", "a", "aa", "b"), Optional.empty(), Optional.empty());
        assertThat(one.hash(ScramHash.SHA_256))
                .isEqualTo(two.hash(ScramHash.SHA_256))
                .isEqualTo(CanonicalBase64.encode(ScramHash.SHA_256.digest(Scram.bytes("B\u001ea\u001eaa\u001eb"))));
        String beyond = new String(Character.toChars(0x10000));
        assertThat(new Advertisement(List.of(beyond, "\uFFFD"), Optional.empty(), Optional.empty())
                        .hash(ScramHash.SHA_256))
                .isEqualTo(CanonicalBase64.encode(ScramHash.SHA_256.digest(Scram.bytes("\uFFFD\u001e" + beyond))));
    }

    /** What was announced and is empty is something else than what was not announced, and no name moves over unseen. */
    @Test
    @Tag("A-48")
    void noTwoOffersAreAlike() {
        List<Advertisement> all = List.of(
                new Advertisement(List.of("A"), Optional.empty(), Optional.empty()),
                new Advertisement(List.of("A"), Optional.of(List.of()), Optional.empty()),
                new Advertisement(List.of("A", "B"), Optional.empty(), Optional.empty()),
                new Advertisement(List.of("A"), Optional.of(List.of("B")), Optional.empty()),
                new Advertisement(List.of("A", "A"), Optional.empty(), Optional.empty()),
                new Advertisement(List.of(), Optional.empty(), Optional.empty()));
        for (ScramHash hash : ScramHash.values()) {
            assertThat(all.stream().map(each -> each.hash(hash)).distinct()).hasSameSizeAs(all);
        }
    }

    @ParameterizedTest
    @EnumSource(Mechanism.class)
    @Tag("A-48")
    void theServerSaysWhatItOfferedAndOnWhichTls(Mechanism mechanism) {
        ChannelBindings bindings =
                ChannelBindings.over(TlsVersion.TLS_1_3).with(ChannelBindingType.TLS_EXPORTER, Scram.EXPORTED);
        Offer offer = Offer.of(EnumSet.allOf(ScramHash.class), bindings).and("PLAIN");
        assertThat(offer.names()).endsWith("PLAIN").hasSize(7);
        String flag = mechanism.plus() ? "p=tls-exporter" : "n";
        ScramServer server = ScramServer.begin(mechanism, offer, AuthzidRule.NONE, new SeededRandom(1));
        ScramChallenge challenge = Scram.accepted(server.on(Scram.bytes(flag + ",,n=user,r=" + Scram.CLIENT_NONCE)))
                .challenge(Scram.verifier(mechanism.hash()));
        String expected = "PLAIN\u001eSCRAM-SHA-1\u001eSCRAM-SHA-1-PLUS\u001eSCRAM-SHA-256\u001eSCRAM-SHA-256-PLUS"
                + "\u001eSCRAM-SHA-512\u001eSCRAM-SHA-512-PLUS\u001ftls-exporter";
        assertThat(Scram.text(challenge.bytes()))
                .endsWith(",h=" + CanonicalBase64.encode(mechanism.hash().digest(Scram.bytes(expected))) + ",t=0304");
    }

    /** XEP-0474 section 5.2, XEP-0515 section 5.2: a difference ends it, on the first connection too. */
    @ParameterizedTest
    @CsvSource({
        "h=G6k/rBLDqgOhRRaCuuatSDFkJ08=, ",
        "'h=G6k/rBLDqgOhRRaCuuatSDFkJ08=,t=0304', ",
        "'t=0304,h=G6k/rBLDqgOhRRaCuuatSDFkJ08=', ",
        "t=0304, ",
        "z=0, ",
        "h=G6k/rBLDqgOhRRaCuuatSDFkJ09=, OFFER",
        "h=x, OFFER",
        "h=G6k/rBLDqgOhRRaCuuatSDFkJ08, OFFER",
        "'t=0304,h=AAAA', OFFER",
        "t=0303, TLS_VERSION",
        "t=304, TLS_VERSION",
        "'h=G6k/rBLDqgOhRRaCuuatSDFkJ08=,t=0302', TLS_VERSION",
        "'h=G6k/rBLDqgOhRRaCuuatSDFkJ08=,h=G6k/rBLDqgOhRRaCuuatSDFkJ08=', MALFORMED",
        "'t=0304,t=0304', MALFORMED"
    })
    @Tag("A-48")
    void theClientAbortsAtADifference(String attributes, ScramAbort.Cause cause) {
        Advertisement seen = new Advertisement(EXAMPLE, EXAMPLE_TYPES, Optional.of(TlsVersion.TLS_1_3));
        ScramClient client = ScramClient.begin(
                new MechanismChoice(Mechanism.SCRAM_SHA_1, ClientBinding.notOffered(), seen),
                "user",
                IterationBounds.DEFAULT,
                Scram.CLIENT_NONCE);
        ScramClientFirst outcome =
                client.on(Scram.bytes("r=" + Scram.NONCE + ",s=QSXCR+Q6sek8bf92,i=4096," + attributes));
        if (cause == null) {
            Scram.accepted(outcome);
        } else {
            assertThat(Scram.aborted(outcome).cause()).isEqualTo(cause);
        }
    }

    /** Every edit of the lists that leads a client without bindings to any choice at all is found out. */
    @TestFactory
    @Tag("A-48")
    Stream<DynamicTest> everyEditOfTheListsIsFoundOut() {
        Offer offer = Offer.of(EnumSet.allOf(ScramHash.class), Scram.BINDINGS);
        List<String> names = offer.names();
        List<DynamicTest> tests = new ArrayList<>();
        for (int subset = 0; subset < 1 << names.size(); subset++) {
            List<String> left = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                if ((subset >> i & 1) == 1) {
                    left.add(names.get(i));
                }
            }
            for (Optional<List<String>> types : List.of(
                    Optional.<List<String>>empty(),
                    Optional.of(List.of("tls-server-end-point")),
                    Optional.of(List.of("tls-exporter", "tls-server-end-point")))) {
                boolean untouched = left.size() == names.size()
                        && types.isPresent()
                        && types.get().size() == 2;
                tests.add(DynamicTest.dynamicTest(left + " " + types, () -> goesOn(offer, left, types, untouched)));
            }
        }
        return tests.stream();
    }

    private static void goesOn(Offer offer, List<String> names, Optional<List<String>> types, boolean expected) {
        boolean goes = new ChannelBindingSelection(
                        ChannelBindingSelection.Profile.SASL,
                        ChannelBindings.none(),
                        new SelectionPolicy(ScramHash.SHA_1, false))
                .choose(names, types)
                .on(new BindingOutcome.Cases<Boolean>() {
                    @Override
                    public Boolean choice(MechanismChoice choice) {
                        return reachesTheKey(choice, offer);
                    }

                    @Override
                    public Boolean aborted(BindingAbort abort) {
                        return false;
                    }
                });
        assertThat(goes).isEqualTo(expected);
    }

    private static boolean reachesTheKey(MechanismChoice choice, Offer offer) {
        ScramClient client = ScramClient.begin(choice, "user", IterationBounds.DEFAULT, new SeededRandom(2));
        ScramServer server = ScramServer.begin(choice.mechanism(), offer, AuthzidRule.NONE, new SeededRandom(1));
        ScramChallenge challenge = Scram.accepted(server.on(client.bytes()))
                .challenge(Scram.verifier(choice.mechanism().hash()));
        return client.on(challenge.bytes()).on(new ScramClientFirst.Cases<Boolean>() {
            @Override
            public Boolean needsKey(NeedsKey state) {
                return true;
            }

            @Override
            public Boolean aborted(ScramAbort abort) {
                assertThat(abort.cause()).isEqualTo(ScramAbort.Cause.OFFER);
                return false;
            }
        });
    }

    /** Somebody who takes the attributes out, or writes his own, breaks the signatures: XEP-0474 section 7. */
    @Test
    @Tag("A-48")
    void theAttributesAreUnderTheSignatures() {
        ChannelBindings bindings = ChannelBindings.over(TlsVersion.TLS_1_2);
        Offer offer = Offer.of(EnumSet.allOf(ScramHash.class), bindings);
        for (String edited :
                List.of("", ",t=0303", ",h=" + offer.advertisement().hash(ScramHash.SHA_256))) {
            ScramClient client = ScramClient.begin(
                    new MechanismChoice(Mechanism.SCRAM_SHA_256, ClientBinding.notOffered(), offer.advertisement()),
                    "user",
                    IterationBounds.DEFAULT,
                    new SeededRandom(2));
            ScramServer server =
                    ScramServer.begin(Mechanism.SCRAM_SHA_256, offer, AuthzidRule.NONE, new SeededRandom(1));
            ScramChallenge challenge =
                    Scram.accepted(server.on(client.bytes())).challenge(Scram.verifier(ScramHash.SHA_256));
            String text = Scram.text(challenge.bytes());
            String arrived = text.substring(0, text.indexOf(",h=")) + edited;
            NeedsKey state = Scram.accepted(client.on(Scram.bytes(arrived)));
            try (Secret salted = Scram.salted(state)) {
                SaslRefusal refusal =
                        Scram.refused(challenge.on(state.proceed(salted).bytes()));
                assertThat(refusal.error()).contains(ScramError.INVALID_PROOF);
            }
        }
    }

    @Test
    void versionsAreThoseThatAreServed() {
        assertThat(TlsVersion.named("TLSv1.3")).contains(TlsVersion.TLS_1_3);
        assertThat(TlsVersion.named("TLSv1.2")).contains(TlsVersion.TLS_1_2);
        assertThat(TlsVersion.named("TLSv1.1")).isEmpty();
        assertThat(TlsVersion.named("NONE")).isEmpty();
        assertThat(TlsVersion.TLS_1_2.hex()).isEqualTo("0303");
    }

    @Test
    void theVersionStaysWithTheBindings() {
        ChannelBindings bindings =
                ChannelBindings.over(TlsVersion.TLS_1_3).with(ChannelBindingType.TLS_EXPORTER, Scram.EXPORTED);
        assertThat(bindings.tls()).contains(TlsVersion.TLS_1_3);
        assertThat(ChannelBindings.none().tls()).isEmpty();
        assertThat(Offer.of(List.of(ScramHash.SHA_256), ChannelBindings.over(TlsVersion.TLS_1_2))
                        .advertisement())
                .isEqualTo(
                        new Advertisement(List.of("SCRAM-SHA-256"), Optional.empty(), Optional.of(TlsVersion.TLS_1_2)));
    }

    /** RFC 4790 section 9.3: octets without sign, and a beginning before what goes on. */
    @ParameterizedTest
    @CsvSource({
        "'', '', 0",
        "'', a, -1",
        "a, '', 1",
        "a, a, 0",
        "a, b, -1",
        "b, aa, 1",
        "aa, ab, -1",
        "a, aa, -1",
        "Z, a, -1",
        "z, \u00e9, -1",
        "\u00e9, \u007f, 1",
        "\u0800, \u07ff, 1"
    })
    void octetsAreComparedWithoutSign(String left, String right, int order) {
        assertThat(Integer.signum(Bytes.compare(Scram.bytes(left), Scram.bytes(right))))
                .isEqualTo(order);
        assertThat(Integer.signum(Bytes.compare(Scram.bytes(right), Scram.bytes(left))))
                .isEqualTo(-order);
    }
}

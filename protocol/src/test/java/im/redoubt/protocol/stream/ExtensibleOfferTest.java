package im.redoubt.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.protocol.sasl.TokenMechanism;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a server offers in the extensible profile, as its client reads it (XEP-0388 section 2.1). */
class ExtensibleOfferTest {
    private static Optional<ExtensibleOffer> read(Element authentication) {
        return ServerFeatures.read(Words.features(authentication).toParsed()).flatMap(ServerFeatures::extensible);
    }

    private static boolean isRefused(Element authentication) {
        return !ServerFeatures.read(Words.features(authentication).toParsed()).isPresent();
    }

    private static Element authentication(Element... children) {
        Element.Builder element = Element.named(StreamNames.SASL2, "authentication");
        for (Element child : children) {
            element.child(child);
        }
        return element.build();
    }

    private static Element inline(Element... children) {
        Element.Builder element = Element.named(StreamNames.SASL2, "inline");
        for (Element child : children) {
            element.child(child);
        }
        return element.build();
    }

    @Test
    void everythingThatIsKnownIsRead() {
        ExtensibleOffer offer = read(Words.authentication(List.of("SCRAM-SHA-256", "X-NEW"), ExtensibleWalk.ALL))
                .orElseThrow();

        assertThat(offer.mechanisms()).containsExactly("SCRAM-SHA-256", "X-NEW");
        assertThat(offer.binds()).isTrue();
        assertThat(offer.resumes()).isTrue();
        assertThat(offer.bindFeatures())
                .containsExactlyInAnyOrder("urn:xmpp:carbons:2", "urn:xmpp:csi:0", "urn:xmpp:sm:3");
        assertThat(offer.tokens()).containsExactly(TokenMechanism.values());
        assertThat(offer.upgrades()).containsExactly(ScramHash.SHA_256, ScramHash.SHA_512);
        assertThat(offer.inline()).contains(new XmlName(FastUse.NAMESPACE, "fast"));
    }

    @Test
    void nothingNeedBeThere() {
        ExtensibleOffer offer = read(authentication()).orElseThrow();

        assertThat(offer.mechanisms()).isEmpty();
        assertThat(offer.binds()).isFalse();
        assertThat(offer.resumes()).isFalse();
        assertThat(offer.bindFeatures()).isEmpty();
        assertThat(offer.tokens()).isEmpty();
        assertThat(offer.upgrades()).isEmpty();
        assertThat(ServerFeatures.read(Words.features().toParsed()).flatMap(ServerFeatures::extensible))
                .isEmpty();
    }

    @Test
    void whatIsNotKnownIsPassedOver() {
        ExtensibleOffer offer = read(authentication(
                        Words.named("urn:example:future", "thing"),
                        inline(
                                Words.named("urn:example:future", "thing"),
                                Words.fast(
                                        "HT-SHA-512-EXPR", "HT-SHA-256-UNIQ", "HT-SHA-256-EXPR ", "ht-sha-256-expr")),
                        Words.upgrade("UPGR-SCRAM-SHA-1"),
                        Words.upgrade("UPGR-BLOOP-42")))
                .orElseThrow();

        assertThat(offer.tokens()).isEmpty();
        assertThat(offer.upgrades()).isEmpty();
        assertThat(offer.inline()).hasSize(2);
    }

    /** Two readers could take different ones. */
    @Test
    @Tag("LIB-01")
    void whatIsThereTwiceIsNotGuessed() {
        for (Element one : ExtensibleWalk.ALL) {
            if (!one.is(UpgradeTasks.NAMESPACE, "upgrade")) {
                assertThat(isRefused(authentication(inline(one, one)))).isTrue();
                assertThat(isRefused(authentication(inline(one), inline(one)))).isTrue();
                assertThat(isRefused(authentication(inline(one)))).isFalse();
            }
        }
        assertThat(isRefused(authentication(inline(), inline()))).isTrue();
        Element twice = authentication();
        assertThat(ServerFeatures.read(Words.features(twice, twice).toParsed())).isEmpty();
    }

    /** A client that gets such features ends the stream before it says anything. */
    @Test
    @Tag("LIB-02")
    void featuresThatContradictThemselvesEndTheStream() {
        Element bind = Words.bind2();
        ClientStep step = ClientWalk.mechanisms(
                ClientContexts.withToken(),
                Pair.BINDINGS,
                authentication(inline(bind, bind)),
                Words.mechanisms("SCRAM-SHA-512"));

        assertThat(ClientWalk.failure(step)).isInstanceOf(ClientFailure.Broken.class);
        assertThat(step.effects()).noneMatch(ClientEffect.Send.class::isInstance);
    }

    /** The same names somewhere else are other names. */
    @Test
    @Tag("LIB-01")
    void namesCountInTheirPlaceAndNamespaceOnly() {
        ExtensibleOffer offer = read(authentication(
                        Words.bind2("urn:xmpp:carbons:2"),
                        Words.named(StreamManagement.NAMESPACE, "sm"),
                        Words.fast("HT-SHA-256-EXPR"),
                        Element.named("urn:other", "mechanism").text("PLAIN").build(),
                        Element.named("urn:other", "inline")
                                .child(Words.bind2())
                                .build(),
                        inline(
                                Words.named("urn:xmpp:bind:1", "bind"),
                                Words.named("urn:xmpp:sm:2", "sm"),
                                Words.named(StreamManagement.NAMESPACE, "resume"))))
                .orElseThrow();

        assertThat(offer.mechanisms()).isEmpty();
        assertThat(offer.binds()).isFalse();
        assertThat(offer.resumes()).isFalse();
        assertThat(offer.bindFeatures()).isEmpty();
        assertThat(offer.tokens()).isEmpty();
    }

    @Test
    void featuresOfABindingHaveAName() {
        Element bind = Element.named(InlineBinding.NAMESPACE, "bind")
                .child(Element.named(InlineBinding.NAMESPACE, "inline")
                        .child(Words.named(InlineBinding.NAMESPACE, "feature"))
                        .child(Words.named("urn:other", "feature"))
                        .build())
                .build();

        assertThat(read(authentication(inline(bind))).map(ExtensibleOffer::bindFeatures))
                .contains(Set.of());
    }

    @Test
    void copiesWhatItIsGiven() {
        List<String> mechanisms = new ArrayList<>(List.of("A"));
        Set<String> features = new HashSet<>(Set.of("a"));
        List<TokenMechanism> tokens = new ArrayList<>();
        List<ScramHash> upgrades = new ArrayList<>();
        ExtensibleOffer offer = new ExtensibleOffer(mechanisms, Set.of(), features, tokens, upgrades);
        mechanisms.add("B");
        features.add("b");
        tokens.add(TokenMechanism.HT_SHA_256_NONE);
        upgrades.add(ScramHash.SHA_512);

        assertThat(offer).isEqualTo(new ExtensibleOffer(List.of("A"), Set.of(), Set.of("a"), List.of(), List.of()));
    }

    @Test
    @Tag("S-15")
    void whatOurServerAnnouncesOurClientReads() {
        ServerContext context = new Negotiator().context();
        Element features = StreamFeatures.beforeAuthentication(context, context.offer(Pair.BINDINGS));
        ExtensibleOffer offer = ServerFeatures.read(features.toParsed())
                .flatMap(ServerFeatures::extensible)
                .orElseThrow();

        assertThat(offer.mechanisms()).isEqualTo(context.offer(Pair.BINDINGS).names());
        assertThat(offer.bindFeatures()).containsExactlyInAnyOrderElementsOf(context.bindFeatures());
        assertThat(offer.tokens()).containsExactly(TokenMechanism.HT_SHA_256_EXPR, TokenMechanism.HT_SHA_256_NONE);
        assertThat(offer.upgrades()).containsExactly(ScramHash.SHA_256, ScramHash.SHA_512);
        assertThat(offer.binds()).isTrue();
        assertThat(offer.resumes()).isTrue();
    }
}

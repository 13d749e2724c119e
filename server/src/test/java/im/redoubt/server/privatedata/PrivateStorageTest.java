package im.redoubt.server.privatedata;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.IqRequest.Action;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.server.feature.FeatureDesk;
import im.redoubt.server.feature.IqAnswer;
import im.redoubt.server.feature.Route.Target;
import im.redoubt.server.store.Blob;
import im.redoubt.server.store.Outcome;
import im.redoubt.server.store.PrivateData;
import im.redoubt.server.store.Refusal;
import im.redoubt.xml.Element;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Elements kept for their owner (XEP-0049 sections 3 and 5). The store here has no room for one of them. */
class PrivateStorageTest {
    private static final Element ONE =
            Element.named("urn:one", "data").attribute("x", "1").build();
    private static final Element TWO =
            Element.named("urn:two", "data").text("2").build();
    private static final Element THREE = Element.named("urn:three", "data").build();

    private final Map<String, Blob> kept = new LinkedHashMap<>();
    private final FeatureDesk desk = new FeatureDesk(new PrivateStorage(new PrivateData() {
        @Override
        public CompletableFuture<Optional<Blob>> get(BareJid account, String namespace, String name) {
            return CompletableFuture.completedFuture(Optional.ofNullable(kept.get(account + " " + namespace + name)));
        }

        @Override
        public CompletableFuture<Outcome<Blob>> put(BareJid account, String namespace, String name, Blob element) {
            if (namespace.equals("urn:three")) {
                return CompletableFuture.completedFuture(new Outcome.Refused<>(Refusal.PRIVATE_DATA_FULL));
            }
            kept.put(account + " " + namespace + name, element);
            return CompletableFuture.completedFuture(new Outcome.Done<>(element));
        }
    }));

    private static Element query(Element... content) {
        return Element.named("jabber:iq:private", "query")
                .children(List.of(content))
                .build();
    }

    private Optional<IqAnswer> sets(Element... content) {
        return desk.asks(Target.OWN_ACCOUNT, Action.SET, query(content));
    }

    @Test
    void whatWasKeptComesBackByNamespaceAndName() {
        assertThat(sets(ONE, TWO)).contains(IqAnswer.done());
        assertThat(kept).containsOnlyKeys("alice@localhost urn:onedata", "alice@localhost urn:twodata");
        assertThat(desk.gets(
                        Target.OWN_ACCOUNT,
                        query(Element.named("urn:one", "data").build())))
                .isEqualTo(query(ONE));
        assertThat(desk.gets(Target.OWN_ACCOUNT, query(TWO))).isEqualTo(query(TWO));
    }

    /** Section 3: what was never kept comes back as it was asked for, without its content. */
    @Test
    void whatWasNeverKeptIsEmpty() {
        assertThat(desk.gets(Target.OWN_ACCOUNT, query(ONE)))
                .isEqualTo(query(Element.named("urn:one", "data").build()));
    }

    /** Where one of several does not fit, what follows is not tried, and the answer is a refusal. */
    @Test
    void whatDoesNotFitIsToldAlthoughOthersDid() {
        assertThat(sets(ONE, TWO, THREE))
                .contains(IqAnswer.refuse(StanzaCondition.RESOURCE_CONSTRAINT, "There is no room for more."));
        assertThat(kept).hasSize(2);
        kept.clear();
        assertThat(sets(THREE, TWO).orElseThrow()).isInstanceOf(IqAnswer.Refusal.class);
        assertThat(kept).isEmpty();
    }

    /** Section 5: an element needs a namespace of its own; one wrong among several, and none is kept. */
    @Test
    void elementsHaveTheirOwnNamespace() {
        IqAnswer wrong = IqAnswer.refuse(StanzaCondition.NOT_ACCEPTABLE);
        assertThat(sets()).contains(wrong);
        assertThat(sets(ONE, Element.named("", "data").build())).contains(wrong);
        assertThat(sets(ONE, Element.named("jabber:iq:private", "data").build()))
                .contains(wrong);
        assertThat(kept).isEmpty();
        assertThat(desk.asks(Target.OWN_ACCOUNT, Action.GET, query())).contains(wrong);
        assertThat(desk.asks(Target.OWN_ACCOUNT, Action.GET, query(ONE, TWO))).contains(wrong);
    }

    @ParameterizedTest
    @EnumSource(Action.class)
    void otherPeoplesDataIsForbidden(Action action) {
        assertThat(desk.asks(Target.ANY_ACCOUNT, action, query(ONE)))
                .contains(IqAnswer.refuse(StanzaCondition.FORBIDDEN));
        assertThat(kept).isEmpty();
    }
}

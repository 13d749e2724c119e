package im.redoubt.server.disco;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.payload.DataForm;
import im.redoubt.protocol.stanza.IqRequest.Action;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.server.feature.Feature;
import im.redoubt.server.feature.FeatureDesk;
import im.redoubt.server.feature.Identity;
import im.redoubt.server.feature.IqAnswer;
import im.redoubt.server.feature.Request;
import im.redoubt.server.feature.Route.Target;
import im.redoubt.server.fixture.Station;
import im.redoubt.xml.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of the server and of accounts, and what lies below the server (XEP-0030 sections 3 and 4). */
class DiscoTest {
    private static final String INFO = "http://jabber.org/protocol/disco#info";
    private static final String ITEMS = "http://jabber.org/protocol/disco#items";
    private static final Element FORM = new DataForm(
                    "result", List.of(DataForm.Field.hidden("FORM_TYPE", "http://jabber.org/network/serverinfo")))
            .toElement("");

    private static final Feature CHESS = new Feature() {
        @Override
        public List<String> specs() {
            return List.of();
        }

        @Override
        public List<String> advertisedByServer() {
            return List.of("urn:chess", "a:first", INFO);
        }

        @Override
        public List<String> advertisedByAccounts() {
            return List.of("urn:player");
        }

        @Override
        public List<Identity> accountIdentities() {
            return List.of(new Identity("games", "player"));
        }
    };

    private record Node(String name, Optional<Element> about) implements DiscoNode {
        @Override
        public CompletionStage<List<Element>> items(Request request) {
            return CompletableFuture.completedFuture(
                    List.of(Element.named(ITEMS, "item").attribute("jid", name).build()));
        }

        @Override
        public CompletionStage<Optional<Element>> info(Request request) {
            return CompletableFuture.completedFuture(about);
        }
    }

    /** Shows accounts to their owners, with one node each. */
    private static final class View implements AccountView {
        @Override
        public CompletionStage<Boolean> isShown(Request request) {
            return CompletableFuture.completedFuture(request.isOwn());
        }

        @Override
        public CompletionStage<List<Element>> nodes(Request request) {
            return CompletableFuture.completedFuture(List.of(
                    Element.named(ITEMS, "item").attribute("node", "mood").build()));
        }

        @Override
        public CompletionStage<IqAnswer> info(Request request, String node) {
            return IqAnswer.refuse(StanzaCondition.ITEM_NOT_FOUND).now();
        }

        @Override
        public CompletionStage<IqAnswer> items(Request request, String node) {
            return IqAnswer.refuse(StanzaCondition.ITEM_NOT_FOUND).now();
        }
    }

    private final Element below =
            Element.named(INFO, "query").attribute("node", "open").build();
    private final FeatureDesk desk = new FeatureDesk(new Disco(
            List.of(CHESS, CHESS),
            List.of(FORM),
            List.of(new Node("open", Optional.of(below)), new Node("secret", Optional.empty())),
            new View()));

    private static Element query(String namespace, String node) {
        return Element.named(namespace, "query")
                .attribute("node", Optional.of(node).filter(name -> !name.isEmpty()))
                .build();
    }

    private static List<String> features(Element info) {
        return info.children(INFO, "feature").stream()
                .map(one -> one.attribute("var").orElseThrow())
                .toList();
    }

    /** XEP-0030 section 3.1 wants disco#info itself; each feature is said once, in an order that never changes. */
    @Test
    void theServerSaysWhatItCanDoOnceAndSorted() {
        Element info = desk.gets(Target.SERVER, query(INFO, ""));
        Element identity = info.children().getFirst();
        assertThat(identity.attribute("category")).contains("server");
        assertThat(identity.attribute("type")).contains("im");
        assertThat(features(info)).containsExactly("a:first", INFO, ITEMS, "urn:chess");
        assertThat(info.children().getLast()).isEqualTo(FORM);
        assertThat(info.attribute("node")).isEmpty();
    }

    @Test
    void anAccountSaysWhatItCanDoAndHasNoForm() {
        Element info = desk.gets(Target.ANY_ACCOUNT, Station.ALICE, query(INFO, ""));
        assertThat(info.children().getFirst().attribute("category")).contains("account");
        assertThat(info.children().getFirst().attribute("type")).contains("registered");
        assertThat(features(info)).containsExactly(INFO, ITEMS, "urn:player");
        assertThat(info.children(INFO, "identity"))
                .extracting(identity -> identity.attribute("type").orElse(""))
                .containsExactly("registered", "player", "player");
        assertThat(info.children()).hasSize(6);
        assertThat(desk.gets(Target.ANY_ACCOUNT, Station.ALICE, query(ITEMS, ""))
                        .children())
                .singleElement()
                .satisfies(one -> assertThat(one.attribute("node")).contains("mood"));
        assertThat(desk.gets(Target.SERVER, query(ITEMS, "")).children()).isEmpty();
    }

    /** Section 3.2: a node that is not there is not found; one that may not be known is not found either. */
    @ParameterizedTest
    @CsvSource({
        "SERVER,true,nowhere",
        "SERVER,true,secret",
        "SERVER,true,Open",
        "SERVER,false,nowhere",
        "ANY_ACCOUNT,true,open",
        "ANY_ACCOUNT,false,open"
    })
    void whatIsNotThereIsNotFound(Target target, boolean info, String node) {
        assertThat(desk.asks(target, Action.GET, query(info ? INFO : ITEMS, node)))
                .contains(IqAnswer.refuse(StanzaCondition.ITEM_NOT_FOUND));
    }

    /** Section 4.2: the answer names the node that was asked for. */
    @Test
    void aNodeAnswersForItself() {
        assertThat(desk.gets(Target.SERVER, query(INFO, "open"))).isEqualTo(below);
        for (String name : List.of("open", "secret")) {
            Element items = desk.gets(Target.SERVER, query(ITEMS, name));
            assertThat(items.attribute("node")).contains(name);
            assertThat(items.children())
                    .singleElement()
                    .satisfies(one -> assertThat(one.attribute("jid")).contains(name));
        }
    }

    /** XEP-0115 section 6.2, XEP-0390 section 5.5: what is announced can be asked for, and is what is said without a node. */
    @Test
    void whatIsAnnouncedIsAnswered() {
        Disco disco = new Disco(List.of(CHESS), List.of(FORM), List.of(), new View());
        FeatureDesk asked = new FeatureDesk(disco);
        Element plain = asked.gets(Target.SERVER, query(INFO, ""));
        List<String> nodes = new ArrayList<>();
        for (Element announced : disco.announcements()) {
            announced
                    .attribute("ver")
                    .ifPresent(ver -> nodes.add(announced.attribute("node").orElseThrow() + "#" + ver));
            announced
                    .children()
                    .forEach(hash ->
                            nodes.add("urn:xmpp:caps#" + hash.attribute("algo").orElseThrow() + "." + hash.text()));
        }
        assertThat(nodes).hasSize(3);
        for (String node : nodes) {
            Element info = asked.gets(Target.SERVER, query(INFO, node));
            assertThat(info.attribute("node")).contains(node);
            assertThat(info.children()).isEqualTo(plain.children());
            assertThat(asked.asks(Target.SERVER, Action.GET, query(INFO, node + "x")))
                    .contains(IqAnswer.refuse(StanzaCondition.ITEM_NOT_FOUND));
            assertThat(asked.asks(Target.SERVER, Action.GET, query(ITEMS, node)))
                    .contains(IqAnswer.refuse(StanzaCondition.ITEM_NOT_FOUND));
        }
    }

    @Test
    void nothingIsSaidOfOthersAndNothingIsSet() {
        for (String namespace : List.of(INFO, ITEMS)) {
            assertThat(desk.asks(Target.ANY_ACCOUNT, Action.GET, query(namespace, "")))
                    .contains(IqAnswer.refuse(StanzaCondition.SERVICE_UNAVAILABLE));
        }
        assertThat(desk.asks(Target.SERVER, Action.SET, query(INFO, ""))).isEmpty();
    }
}

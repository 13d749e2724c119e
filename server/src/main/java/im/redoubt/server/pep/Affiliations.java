package im.redoubt.server.pep;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.server.feature.IqAnswer;
import im.redoubt.server.feature.Request;
import im.redoubt.server.store.Affiliation;
import im.redoubt.server.store.PersonalNode;
import im.redoubt.server.store.PersonalNodes;
import im.redoubt.xml.Element;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/**
 * What others are to nodes (XEP-0060 sections 4.1, 5.7 and 8.9). Each node has one owner, who alone publishes (XEP-0163 section 3.2);
 * he names members and outcasts. An outcast is not told that he is one.
 */
final class Affiliations {
    private final PersonalNodes nodes;
    private final Standings standings;
    private final NodeChanges changes;

    Affiliations(PersonalNodes nodes, Standings standings, NodeChanges changes) {
        this.nodes = nodes;
        this.standings = standings;
        this.changes = changes;
    }

    /** Section 5.7. Who has none and may not know of the account is told what he is told of none. */
    CompletionStage<IqAnswer> of(Request request, Element asked) {
        Optional<String> name = asked.attribute("node");
        return standings.of(request).thenCombine(nodes.all(request.target()), (standing, all) -> {
            Element.Builder list =
                    Element.named(PubSub.NAMESPACE, "affiliations").attribute("node", name);
            List<Element> found = new ArrayList<>();
            for (PersonalNode node : all) {
                if (name.isEmpty() || name.get().equals(node.name())) {
                    word(standing, node)
                            .map(word -> Element.named(PubSub.NAMESPACE, "affiliation")
                                    .attribute("node", node.name())
                                    .attribute("affiliation", word)
                                    .build())
                            .ifPresent(found::add);
                }
            }
            return found.isEmpty() && !standing.knows()
                    ? standing.refusal()
                    : IqAnswer.of(Element.named(PubSub.NAMESPACE, "pubsub")
                            .child(list.children(found).build())
                            .build());
        });
    }

    private static Optional<String> word(Standing standing, PersonalNode node) {
        return switch (standing.kind()) {
            case OWNER -> Optional.of("owner");
            case CONTACT, STRANGER ->
                Optional.ofNullable(node.affiliations().get(standing.asker()))
                        .filter(affiliation -> affiliation == Affiliation.MEMBER)
                        .map(Affiliations::word);
            case BARRED -> Optional.empty();
        };
    }

    private static String word(Affiliation affiliation) {
        return switch (affiliation) {
            case MEMBER -> "member";
            case OUTCAST -> "outcast";
        };
    }

    /** Section 8.9.1, for the owner. */
    CompletionStage<IqAnswer> toNode(BareJid owner, String node) {
        return nodes.find(owner, node)
                .thenApply(found -> found.map(there -> list(owner, there))
                        .orElseGet(() -> IqAnswer.refuse(StanzaCondition.ITEM_NOT_FOUND)));
    }

    private static IqAnswer list(BareJid owner, PersonalNode node) {
        Element.Builder list = Element.named(PubSub.OWNER, "affiliations").attribute("node", node.name());
        list.child(entry(owner, "owner"));
        new TreeMap<>(node.affiliations())
                .forEach((entity, affiliation) -> list.child(entry(entity, word(affiliation))));
        return IqAnswer.of(
                Element.named(PubSub.OWNER, "pubsub").child(list.build()).build());
    }

    private static Element entry(BareJid entity, String word) {
        return Element.named(PubSub.OWNER, "affiliation")
                .attribute("jid", entity.toString())
                .attribute("affiliation", word)
                .build();
    }

    /** Section 8.9.2, for the owner: all that he asks for, or nothing. */
    CompletionStage<IqAnswer> modify(BareJid owner, String node, Element affiliations) {
        Map<BareJid, Optional<Affiliation>> wanted = new LinkedHashMap<>();
        for (Element one : affiliations.children(PubSub.OWNER, "affiliation")) {
            Optional<String> word = one.attribute("affiliation");
            if (word.isEmpty()) {
                continue;
            }
            Optional<BareJid> entity =
                    one.attribute("jid").flatMap(Jid::parse).filter(Jid::isBare).map(Jid::bare);
            if (entity.isEmpty()) {
                return IqAnswer.refuse(StanzaCondition.JID_MALFORMED).now();
            }
            switch (word.get()) {
                case "member" -> wanted.put(entity.get(), Optional.of(Affiliation.MEMBER));
                case "outcast" -> wanted.put(entity.get(), Optional.of(Affiliation.OUTCAST));
                case "none" -> wanted.put(entity.get(), Optional.empty());
                case "publisher", "publish-only" -> {
                    return PubSubError.unsupported(word.get() + "-affiliation").now();
                }
                default -> {
                    return IqAnswer.refuse(StanzaCondition.NOT_ACCEPTABLE).now();
                }
            }
        }
        return wanted.containsKey(owner)
                ? IqAnswer.refuse(StanzaCondition.NOT_ACCEPTABLE).now()
                : changes.affiliate(owner, node, wanted).thenApply(OwnNodes::answer);
    }
}

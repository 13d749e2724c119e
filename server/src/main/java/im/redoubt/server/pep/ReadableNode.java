package im.redoubt.server.pep;

import im.redoubt.server.feature.IqAnswer;
import im.redoubt.server.feature.Request;
import im.redoubt.server.store.PersonalNode;
import im.redoubt.server.store.PersonalNodes;
import java.util.concurrent.CompletionStage;

/** A node as far as who asks for it may read it. */
sealed interface ReadableNode {
    /**
     * He may.
     *
     * @param node the node
     */
    record There(PersonalNode node) implements ReadableNode {}

    /**
     * He may not, or there is none.
     *
     * @param refusal what he is told
     */
    record Hidden(IqAnswer refusal) implements ReadableNode {}

    /** Finds a node; whoever asks, the store is asked for the same. */
    static CompletionStage<ReadableNode> find(Standings standings, PersonalNodes nodes, Request request, String name) {
        return standings
                .of(request)
                .thenCombine(
                        nodes.find(request.target(), name),
                        (standing, found) -> found.filter(standing::reads)
                                .<ReadableNode>map(There::new)
                                .orElseGet(() -> new Hidden(standing.refusal())));
    }
}

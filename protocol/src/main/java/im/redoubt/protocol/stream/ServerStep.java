package im.redoubt.protocol.stream;

import java.util.List;

/**
 * The outcome of an input: where the negotiation stands, and what is to be done about it, in order.
 *
 * @param next the next state
 * @param effects the effects, to be carried out in this order
 */
public record ServerStep(ServerState next, List<ServerEffect> effects) {
    /** Copies the list. */
    public ServerStep {
        effects = List.copyOf(effects);
    }

    static ServerStep to(ServerState next, ServerEffect... effects) {
        return new ServerStep(next, List.of(effects));
    }
}

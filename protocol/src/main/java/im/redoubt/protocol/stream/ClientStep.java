package im.redoubt.protocol.stream;

import java.util.List;

/**
 * The outcome of an input: where the client's negotiation stands, and what is to be done about it, in order.
 *
 * @param next the next state
 * @param effects the effects, to be carried out in this order
 */
public record ClientStep(ClientState next, List<ClientEffect> effects) {
    /** Copies the list. */
    public ClientStep {
        effects = List.copyOf(effects);
    }

    /** Returns the step that closes the stream. */
    static ClientStep over(ClientContext context, ClientFailure why) {
        return to(new Parted(context), new ClientEffect.Close(why.told()), new ClientEffect.Over(why));
    }

    static ClientStep to(ClientState next, ClientEffect... effects) {
        return new ClientStep(next, List.of(effects));
    }
}

package im.redoubt.protocol.sasl;

/**
 * What a client insists on. What was used with a server before belongs in here the next time.
 *
 * @param weakest the weakest hash that is good enough
 * @param bindingRequired whether to abort rather than to go without channel binding
 */
public record SelectionPolicy(ScramHash weakest, boolean bindingRequired) {
    /** SHA-256 and up, channel binding wherever it is offered. */
    public static final SelectionPolicy DEFAULT = new SelectionPolicy(ScramHash.SHA_256, false);
}

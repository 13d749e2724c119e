package im.redoubt.protocol.sasl;

/**
 * What a client decides to do with an offer.
 *
 * @param mechanism the mechanism
 * @param binding what is said about channel binding
 * @param seen the offer that it was chosen from, as it arrived
 */
public record MechanismChoice(Mechanism mechanism, ClientBinding binding, Advertisement seen)
        implements BindingOutcome {
    /**
     * Checks that the two go together.
     *
     * @throws IllegalArgumentException if a -PLUS mechanism has no binding, or another one has
     */
    public MechanismChoice {
        if (mechanism.plus() != binding.type().isPresent()) {
            throw new IllegalArgumentException(mechanism.wireName() + " with the header " + binding);
        }
    }

    @Override
    public <R> R on(Cases<R> cases) {
        return cases.choice(this);
    }
}

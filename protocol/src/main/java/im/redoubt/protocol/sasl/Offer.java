package im.redoubt.protocol.sasl;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a server advertised on one stream: mechanisms and channel bindings.
 *
 * @param mechanisms the mechanisms, strongest first
 * @param bindings the bindings that the connection really has, which are those announced by XEP-0440
 */
public record Offer(Set<Mechanism> mechanisms, ChannelBindings bindings) {
    /**
     * Copies the set, and puts it in order.
     *
     * @throws IllegalArgumentException if there is a -PLUS mechanism without a binding, or a binding without one
     */
    public Offer {
        Set<Mechanism> ordered = EnumSet.noneOf(Mechanism.class);
        ordered.addAll(mechanisms);
        boolean plus = ordered.stream().anyMatch(Mechanism::plus);
        if (plus == bindings.isEmpty()) {
            throw new IllegalArgumentException("mechanisms " + ordered + " with " + bindings);
        }
        mechanisms = Collections.unmodifiableSet(ordered);
    }

    /**
     * Makes the offer of a connection: every hash, with its -PLUS form if the connection has a binding.
     *
     * @param hashes the hashes that are served
     * @param bindings the bindings of the connection
     * @return the offer
     */
    public static Offer of(Collection<ScramHash> hashes, ChannelBindings bindings) {
        Set<Mechanism> mechanisms = EnumSet.noneOf(Mechanism.class);
        for (Mechanism mechanism : Mechanism.values()) {
            if (hashes.contains(mechanism.hash()) && !(mechanism.plus() && bindings.isEmpty())) {
                mechanisms.add(mechanism);
            }
        }
        return new Offer(mechanisms, mechanisms.isEmpty() ? ChannelBindings.none() : bindings);
    }

    /**
     * Finds what a client asked for. Whatever is not found was not offered: {@link SaslCondition#INVALID_MECHANISM}.
     *
     * @param name the name from the wire, matched exactly
     * @return the mechanism, or empty if it was not advertised on this stream
     */
    public Optional<Mechanism> select(String name) {
        return Mechanism.named(name).filter(mechanisms::contains);
    }

    /** Returns whether a mechanism with channel binding was advertised. */
    public boolean plusAdvertised() {
        return mechanisms.stream().anyMatch(Mechanism::plus);
    }
}

package im.redoubt.protocol.sasl;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a server advertised on one stream: mechanisms and channel bindings.
 *
 * @param mechanisms the mechanisms of SCRAM, strongest first
 * @param bindings the bindings that the connection really has, which are those announced by XEP-0440
 * @param others the names of further mechanisms, which are announced behind those of SCRAM
 */
public record Offer(Set<Mechanism> mechanisms, ChannelBindings bindings, List<String> others) {
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
        others = List.copyOf(others);
    }

    /** Makes an offer of SCRAM alone. */
    public Offer(Set<Mechanism> mechanisms, ChannelBindings bindings) {
        this(mechanisms, bindings, List.of());
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

    /** Returns this offer with another mechanism behind its last. */
    public Offer and(String mechanism) {
        List<String> more = new ArrayList<>(others);
        more.add(mechanism);
        return new Offer(mechanisms, bindings, more);
    }

    /** Returns the names of all mechanisms, in the order in which they are announced. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        for (Mechanism mechanism : mechanisms) {
            names.add(mechanism.wireName());
        }
        names.addAll(others);
        return names;
    }

    /** Returns what a client ought to see of this offer. */
    Advertisement advertisement() {
        List<String> types = new ArrayList<>();
        for (ChannelBindingType type : bindings.types()) {
            types.add(type.wireName());
        }
        return new Advertisement(names(), bindings.isEmpty() ? Optional.empty() : Optional.of(types), bindings.tls());
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

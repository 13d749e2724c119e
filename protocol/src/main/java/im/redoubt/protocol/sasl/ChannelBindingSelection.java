package im.redoubt.protocol.sasl;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A client's choice of mechanism and channel binding, by XEP-0440 section 3 ("Business Rules") and XEP-0474 section 7, which has
 * another sixth rule.
 *
 * <p>Guarantee: a client that has a binding says {@code y} only where neither a -PLUS mechanism nor a type was announced, and {@code n}
 * only where types were announced of which it has none; then it proves nothing to a server that does not say, under its signature,
 * that those are the types which it has announced. Whoever edits the lists on the way gets an abort or a failed authentication.
 */
public final class ChannelBindingSelection {
    /** Which protocol carries SASL. */
    public enum Profile {
        /** RFC 6120. */
        SASL,
        /** XEP-0388. */
        SASL2
    }

    private final Profile profile;
    private final ChannelBindings available;
    private final SelectionPolicy policy;
    private final ScramHash strongest;

    /**
     * Makes the selection for a connection.
     *
     * @param profile which protocol carries SASL
     * @param available the bindings that the client has on this connection
     * @param policy what the client insists on
     */
    public ChannelBindingSelection(Profile profile, ChannelBindings available, SelectionPolicy policy) {
        this(profile, available, policy, ScramHash.SHA_512);
    }

    private ChannelBindingSelection(
            Profile profile, ChannelBindings available, SelectionPolicy policy, ScramHash strongest) {
        this.profile = profile;
        this.available = available;
        this.policy = policy;
        this.strongest = strongest;
    }

    /** Returns the same selection among what is no stronger than this: the account may have no verifier for more. */
    public ChannelBindingSelection upTo(ScramHash hash) {
        return new ChannelBindingSelection(profile, available, policy, hash);
    }

    /**
     * Chooses.
     *
     * @param mechanisms the names of the mechanisms that the server advertised
     * @param types the names of the types that it announced, or empty if it announced nothing at all
     * @return the choice, or why there is none
     */
    public BindingOutcome choose(List<String> mechanisms, Optional<List<String>> types) {
        Advertisement seen = new Advertisement(mechanisms, types, available.tls());
        boolean plusOffered = mechanisms.stream().anyMatch(name -> name.endsWith("-PLUS"));
        if (types.isPresent() && !plusOffered) {
            return BindingAbort.TYPES_WITHOUT_PLUS;
        }
        if (!types.isPresent() && plusOffered && profile == Profile.SASL2) {
            return BindingAbort.PLUS_WITHOUT_TYPES;
        }
        if (plusOffered && !available.isEmpty()) {
            return bound(seen);
        }
        return unbound(seen);
    }

    private BindingOutcome unbound(Advertisement seen) {
        if (policy.bindingRequired()) {
            return BindingAbort.BINDING_REQUIRED;
        }
        ClientBinding word = available.isEmpty() ? ClientBinding.unsupported() : ClientBinding.notOffered();
        return strongest(seen.mechanisms(), false)
                .<BindingOutcome>map(mechanism -> new MechanismChoice(mechanism, word, seen))
                .orElse(BindingAbort.NO_MECHANISM);
    }

    private BindingOutcome bound(Advertisement seen) {
        Optional<ChannelBindingType> type =
                seen.bindingTypes().map(this::announced).orElseGet(this::guessed);
        Optional<Mechanism> mechanism = strongest(seen.mechanisms(), true);
        if (!type.isPresent()) {
            return withoutCommonType(seen);
        }
        if (!mechanism.isPresent()) {
            return BindingAbort.NO_COMMON_PLUS;
        }
        return new MechanismChoice(mechanism.get(), ClientBinding.used(type.get(), available), seen);
    }

    /** Rule 6 of XEP-0474 section 7: by the hash of the offer it is seen whether the types are the server's. */
    private BindingOutcome withoutCommonType(Advertisement seen) {
        if (policy.bindingRequired()) {
            return BindingAbort.NO_COMMON_TYPE;
        }
        return strongest(seen.mechanisms(), false)
                .<BindingOutcome>map(mechanism -> new MechanismChoice(mechanism, ClientBinding.noCommonType(), seen))
                .orElse(BindingAbort.NO_MECHANISM);
    }

    /** The strongest that both have. Rule 7. */
    private Optional<ChannelBindingType> announced(Collection<String> types) {
        return available.types().stream()
                .filter(type -> types.contains(type.wireName()))
                .findFirst();
    }

    /** Nothing was announced (SASL only): rule 4 suggests the end point, which every server ought to have by rule 1. */
    private Optional<ChannelBindingType> guessed() {
        Set<ChannelBindingType> have = available.types();
        return have.contains(ChannelBindingType.TLS_SERVER_END_POINT)
                ? Optional.of(ChannelBindingType.TLS_SERVER_END_POINT)
                : have.stream().findFirst();
    }

    private Optional<Mechanism> strongest(Collection<String> names, boolean plus) {
        for (Mechanism mechanism : EnumSet.allOf(Mechanism.class)) {
            if (mechanism.plus() == plus
                    && mechanism.hash().compareTo(policy.weakest()) >= 0
                    && mechanism.hash().compareTo(strongest) <= 0
                    && names.contains(mechanism.wireName())) {
                return Optional.of(mechanism);
            }
        }
        return Optional.empty();
    }
}

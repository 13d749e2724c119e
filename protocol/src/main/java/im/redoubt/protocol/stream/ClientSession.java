package im.redoubt.protocol.stream;

import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.sasl.ChannelBindingType;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.protocol.sasl.SelectionPolicy;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A session of a client.
 *
 * <p>Guarantee: one exists only after TLS with a verified certificate, authentication of both sides as far as the mechanism has it,
 * and with an address of the account. It cannot be built, only reached.
 */
public final class ClientSession {
    private final Authenticated authenticated;
    private final SessionStart start;
    private final Optional<ServerFeatures> features;

    ClientSession(Authenticated authenticated, SessionStart start, Optional<ServerFeatures> features) {
        this.authenticated = authenticated;
        this.start = start;
        this.features = features;
    }

    /** Returns the address that the server bound, now or when the session began that goes on. */
    public FullJid address() {
        return start.address();
    }

    /**
     * Returns what the server offers to this session, and its limits. Nothing where an earlier session goes on with the success: the
     * features follow then, perhaps behind stanzas (XEP-0388 section 2.6.1), and are the session's to read:
     * {@link ServerFeatures#read}.
     */
    public Optional<ServerFeatures> features() {
        return features;
    }

    /** Returns by what the client signed in. */
    public ClientMechanism mechanism() {
        return authenticated.mechanism();
    }

    /** Returns the channel binding that tied the proof to this connection, if there was one. */
    public Optional<ChannelBindingType> binding() {
        return authenticated.mechanism().binding();
    }

    /**
     * Returns for which hash the server knows the password where it refused it with a stronger one; nothing where a verifier for
     * that may have been made meanwhile. To begin with it the next time saves a failure: {@link ClientMeans#upTo}.
     */
    public Optional<ScramHash> knownFor() {
        boolean upgraded = authenticated.profile() instanceof ExtensibleClient asked
                && !asked.upgrades().isEmpty();
        return mechanism() instanceof ClientMechanism.Scram scram && authenticated.isSecondChoice() && !upgraded
                ? Optional.of(scram.mechanism().hash())
                : Optional.empty();
    }

    /** Returns what became of an earlier session. */
    public ResumptionOutcome resumption() {
        return start.resumption();
    }

    /** Returns how many stanzas of this side the server had handled on the earlier session that goes on; nothing if none does. */
    public OptionalLong resumed() {
        return start.resumption() instanceof ResumptionOutcome.Resumed resumed
                ? OptionalLong.of(resumed.handled())
                : OptionalLong.empty();
    }

    /** Returns how stanzas are counted, if they are. In a session that goes on the counting does too. */
    public Optional<StreamCounting> counting() {
        return start.counting();
    }

    /** Returns what is on from the beginning, of that which was wished. */
    public Set<SessionFeature> begunWith() {
        return start.features();
    }

    /** Returns a token for the next time, if one came. It is erased by whoever takes it. */
    public Optional<IssuedToken> token() {
        return authenticated.token();
    }

    /**
     * Returns what to insist on the next time with this account: nothing weaker than what was used now, nor than what was
     * insisted on already.
     */
    public ClientDemands demandsFromNowOn() {
        ClientDemands demands = authenticated.context().demands();
        if (authenticated.profile() instanceof ExtensibleClient) {
            demands = demands.with(ClientDemand.EXTENSIBLE_PROFILE);
        }
        if (mechanism() instanceof ClientMechanism.Scram scram) {
            demands = demands.with(ClientDemand.PROVED_PASSWORD).with(policy(scram, demands.policy()));
        }
        boolean bound = mechanism() instanceof ClientMechanism.Token token
                && token.binding().isPresent();
        boolean boundNextTime =
                token().filter(one -> one.mechanism().binding().isPresent()).isPresent();
        return bound || boundNextTime ? demands.with(ClientDemand.BOUND_TOKEN) : demands;
    }

    private static SelectionPolicy policy(ClientMechanism.Scram used, SelectionPolicy before) {
        ScramHash hash = used.mechanism().hash();
        return new SelectionPolicy(
                hash.compareTo(before.weakest()) > 0 ? hash : before.weakest(),
                before.bindingRequired() || used.binding().isPresent());
    }

    /** Returns the address. */
    @Override
    public String toString() {
        return address().toString();
    }
}

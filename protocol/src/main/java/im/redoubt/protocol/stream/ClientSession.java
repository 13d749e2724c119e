package im.redoubt.protocol.stream;

import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.sasl.ChannelBindingType;
import im.redoubt.protocol.sasl.Mechanism;
import im.redoubt.protocol.sasl.SelectionPolicy;
import java.util.Optional;

/**
 * A session of a client.
 *
 * <p>Guarantee: one exists only after TLS with a verified certificate, authentication of both sides and binding of an
 * address of the account. It cannot be built, only reached.
 */
public final class ClientSession {
    private final FullJid address;
    private final Authenticated authenticated;
    private final ServerFeatures features;

    ClientSession(FullJid address, Authenticated authenticated, ServerFeatures features) {
        this.address = address;
        this.authenticated = authenticated;
        this.features = features;
    }

    /** Returns the address that the server bound. */
    public FullJid address() {
        return address;
    }

    /** Returns what the server offers to this session, and its limits. */
    public ServerFeatures features() {
        return features;
    }

    /** Returns the mechanism by which both sides proved themselves. */
    public Mechanism mechanism() {
        return authenticated.mechanism();
    }

    /** Returns the channel binding that tied the proof to this connection, if there was one. */
    public Optional<ChannelBindingType> binding() {
        return authenticated.proof().boundBy();
    }

    /**
     * Returns what to insist on the next time with this account: nothing weaker than what was used now, nor than what was
     * insisted on already.
     */
    public SelectionPolicy policyFromNowOn() {
        SelectionPolicy before = authenticated.context().policy();
        boolean stronger = mechanism().hash().compareTo(before.weakest()) > 0;
        return new SelectionPolicy(
                stronger ? mechanism().hash() : before.weakest(),
                before.bindingRequired() || binding().isPresent());
    }

    /** Returns the address. */
    @Override
    public String toString() {
        return address.toString();
    }
}

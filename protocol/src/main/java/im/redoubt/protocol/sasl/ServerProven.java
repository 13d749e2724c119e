package im.redoubt.protocol.sasl;

import java.util.Optional;

/**
 * The client's last state: the server has proved that it knows the verifier of the account.
 *
 * @param boundBy the type of channel binding by which the exchange was tied to the connection, or empty if it was not
 */
public record ServerProven(Optional<ChannelBindingType> boundBy) implements ScramClientFinal {
    @Override
    public <R> R on(Cases<R> cases) {
        return cases.proven(this);
    }
}

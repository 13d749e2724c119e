package im.redoubt.server.guard;

import java.net.InetAddress;
import java.util.List;

/**
 * The balancers in front of the server, whose word on a client's address is taken.
 *
 * @param networks where they are; empty trusts nobody, which is the default
 */
public record TrustedProxies(List<AddressNetwork> networks) {

    /** Copies the list. */
    public TrustedProxies {
        networks = List.copyOf(networks);
    }

    /**
     * Reads the setting {@code trusted_proxies}.
     *
     * @param texts addresses, or networks with the length of the prefix after a slash
     * @return the balancers
     * @throws IllegalArgumentException if one is not an address, or has bits beyond its prefix
     */
    public static TrustedProxies parse(List<String> texts) {
        return new TrustedProxies(texts.stream().map(AddressNetwork::parse).toList());
    }

    /**
     * Says whether a peer may, and must, begin with a PROXY header.
     *
     * @param peer the address at the other end of the socket
     * @return whether it is a balancer
     */
    public boolean trusts(InetAddress peer) {
        return networks.stream().anyMatch(network -> network.contains(peer));
    }
}

package im.redoubt.client.access;

import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.payload.DateTime;
import im.redoubt.xml.Element;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A client that can get at the account, as the server knows it (section 3.1).
 *
 * @param id what the server calls it
 * @param connected whether it has a session, perhaps one that waits for its connection to come back
 * @param firstSeen when it first came
 * @param lastSeen when it last came, or now
 * @param means by what it came
 * @param permission what it may do
 * @param agent what it says of itself
 */
public record KnownClient(
        ClientId id,
        boolean connected,
        Optional<Instant> firstSeen,
        Optional<Instant> lastSeen,
        Set<SignInMeans> means,
        Permission permission,
        Agent agent) {
    /** The most characters of what a client says of itself. */
    static final int MOST_CHARS = 1_024;

    /** Copies the set. */
    public KnownClient {
        means = means.isEmpty() ? Collections.emptySet() : Collections.unmodifiableSet(EnumSet.copyOf(means));
    }

    /**
     * What a client says of itself; nobody has checked it.
     *
     * @param software its name, empty if it does not say
     * @param address where more is to be read, empty if it does not say
     * @param device what its device is called, empty if it does not say
     */
    public record Agent(Unverified software, Unverified address, Unverified device) {}

    static Optional<KnownClient> read(Element client) {
        Element auth = part(client, "auth");
        EnumSet<SignInMeans> means = EnumSet.noneOf(SignInMeans.class);
        for (SignInMeans one : SignInMeans.values()) {
            if (auth.first(Access.NAMESPACE, one.wire()).isPresent()) {
                means.add(one);
            }
        }
        String connected = client.attribute("connected").orElse("");
        Element agent = part(client, "user-agent");
        return ClientId.read(client.attribute("id").orElse(""))
                .map(id -> new KnownClient(
                        id,
                        connected.equals("true") || connected.equals("1"),
                        time(client, "first-seen"),
                        time(client, "last-seen"),
                        means,
                        Permission.named(
                                part(client, "permission").attribute("status").orElse("")),
                        new Agent(text(agent, "software"), text(agent, "uri"), text(agent, "device"))));
    }

    private static Element part(Element client, String name) {
        return client.first(Access.NAMESPACE, name)
                .orElseGet(() -> Element.named(Access.NAMESPACE, name).build());
    }

    private static Optional<Instant> time(Element client, String name) {
        return client.first(Access.NAMESPACE, name)
                .flatMap(element -> DateTime.parse(element.text().trim()));
    }

    private static Unverified text(Element agent, String name) {
        return agent.first(Access.NAMESPACE, name)
                .flatMap(element -> Unverified.of(element.text(), MOST_CHARS))
                .orElse(Unverified.EMPTY);
    }
}

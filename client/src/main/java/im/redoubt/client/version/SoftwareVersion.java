package im.redoubt.client.version;

import im.redoubt.client.Audience;
import im.redoubt.client.ClientException;
import im.redoubt.client.Feature;
import im.redoubt.client.Host;
import im.redoubt.client.Pending;
import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlName;
import java.util.Optional;

/**
 * What software somebody uses (XEP-0092).
 *
 * <p>Guarantee: nobody is told what software this is, unless the application says {@link #of}; then who may see the account's
 * presence is told that, and never the operating system (section 4 of the specification).
 *
 * <pre>{@code
 * Client client = Client.builder(account).with(SoftwareVersion.of("Messenger", "2.1")).build();
 * SoftwareVersion.Answer answer = session.get(SoftwareVersion.FEATURE).ask(jid).await();
 * }</pre>
 */
public final class SoftwareVersion {
    /** Asks others, and answers nobody. */
    public static final Feature<SoftwareVersion> FEATURE = SoftwareVersion::new;

    private static final String NAMESPACE = "jabber:iq:version";
    private static final int MOST_CHARS = 256;

    private final Host host;

    private SoftwareVersion(Host host) {
        this.host = host;
    }

    /**
     * What somebody says that he uses.
     *
     * @param name the name of the software
     * @param version its version
     * @param system the operating system, perhaps none
     */
    public record Answer(Unverified name, Unverified version, Optional<Unverified> system) {}

    /**
     * Asks others, and tells contacts this.
     *
     * @param name the name of the software, 1 to 256 characters
     * @param version its version, 1 to 256 characters
     * @throws IllegalArgumentException if one is empty, too long, or has characters that XML does not allow
     */
    public static Feature<SoftwareVersion> of(String name, String version) {
        if (name.isEmpty() || version.isEmpty() || name.length() > MOST_CHARS || version.length() > MOST_CHARS) {
            throw new IllegalArgumentException("a name and a version of 1 to " + MOST_CHARS + " characters");
        }
        Element answer = Element.named(NAMESPACE, "query")
                .child(NAMESPACE, "name", name)
                .child(NAMESPACE, "version", version)
                .build();
        return host -> {
            host.advertise(NAMESPACE);
            host.onRequest(
                    IqRequest.Action.GET,
                    new XmlName(NAMESPACE, "query"),
                    Audience.CONTACTS,
                    request -> request.result(answer));
            return host.require(FEATURE);
        };
    }

    /**
     * Asks what somebody uses.
     *
     * @param somebody a client, a server or a service
     * @return what he says; it fails if there was no answer, a refusal, or one that names nothing
     */
    public Pending<Answer> ask(Jid somebody) {
        return host.request(
                        IqRequest.Action.GET,
                        Optional.of(somebody),
                        Element.named(NAMESPACE, "query").build())
                .map(answer -> answer.content()
                        .first(NAMESPACE, "query")
                        .flatMap(SoftwareVersion::read)
                        .orElseThrow(() -> new ClientException("the answer names no software")));
    }

    private static Optional<Answer> read(Element query) {
        Optional<Unverified> name = text(query, "name");
        Optional<Unverified> version = text(query, "version");
        return name.isPresent() && version.isPresent()
                ? Optional.of(new Answer(name.get(), version.get(), text(query, "os")))
                : Optional.empty();
    }

    private static Optional<Unverified> text(Element query, String name) {
        return query.first(NAMESPACE, name).flatMap(found -> Unverified.of(found.text(), MOST_CHARS));
    }
}

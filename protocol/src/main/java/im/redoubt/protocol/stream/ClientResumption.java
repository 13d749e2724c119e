package im.redoubt.protocol.stream;

import im.redoubt.protocol.address.FullJid;
import im.redoubt.xml.Element;
import java.util.Optional;

/**
 * An earlier session that is to go on (XEP-0198 section 5).
 *
 * @param id the id of its stream, as the server named it
 * @param handled how many stanzas were handled on it here, below {@link StreamManagement#MODULUS}
 * @param address its address
 * @param location where the server would have its client come back to: a place to look at first, and no more
 */
public record ClientResumption(String id, long handled, FullJid address, Optional<SeeOtherHost> location) {
    /** Makes one without a place. */
    public ClientResumption(String id, long handled, FullJid address) {
        this(id, handled, address, Optional.empty());
    }

    /** Checks the id and the count. */
    public ClientResumption {
        if (id.isEmpty() || handled < 0 || handled >= StreamManagement.MODULUS) {
            throw new IllegalArgumentException("an id, and a count of 32 bits");
        }
    }

    /** Returns nothing of the id: whoever knows it and can sign in takes the session over. */
    @Override
    public String toString() {
        return "ClientResumption[handled=" + handled + ", address=" + address + "]";
    }

    /** Returns what asks for it. */
    Element element() {
        return Element.named(StreamManagement.NAMESPACE, "resume")
                .attribute("previd", id)
                .attribute("h", Long.toString(handled))
                .build();
    }
}

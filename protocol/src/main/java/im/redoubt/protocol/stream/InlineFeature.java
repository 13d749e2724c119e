package im.redoubt.protocol.stream;

import im.redoubt.protocol.sasl.Offer;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlName;
import java.util.Optional;

/** Something that a client can ask for together with its attempt to sign in (XEP-0388 sections 2.1 and 2.3). */
interface InlineFeature {
    /** Returns the name of the child of {@code <authenticate/>} with which a client asks. It may be there once. */
    XmlName asked();

    /** Returns what says so in the features, if it can be had on this stream. */
    Optional<Element> announced(ServerContext context, Offer offer);

    /** Reads what a client asks, or nothing if it is malformed. */
    Optional<InlineRequest> read(Element asked);
}

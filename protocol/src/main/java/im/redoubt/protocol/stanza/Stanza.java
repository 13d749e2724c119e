package im.redoubt.protocol.stanza;

import im.redoubt.protocol.address.Jid;
import im.redoubt.xml.XmlContent;
import java.util.Optional;

/** A message, a presence or an IQ. */
public sealed interface Stanza permits Message, Presence, Iq {
    /** The content namespace of client streams (RFC 6120 section 4.8.2). */
    String CLIENT_NAMESPACE = "jabber:client";

    /** The content namespace of server streams. */
    String SERVER_NAMESPACE = "jabber:server";

    /** Returns id, addresses and language. */
    StanzaHeader header();

    /** Returns what is inside, as canonical bytes. */
    XmlContent content();

    /** Returns the local name of the element: {@code message}, {@code presence} or {@code iq}. */
    String kind();

    /** Returns the {@code type} as written, absent where it is the default of the kind. */
    Optional<String> typeAttribute();

    /** Returns whether the type is {@code error}; such a stanza is never answered (RFC 6120 section 8.3.1). */
    boolean isError();

    /** Returns this stanza with another header and the same content. */
    Stanza withHeader(StanzaHeader header);

    /** Returns this stanza with other content. */
    Stanza withContent(XmlContent content);

    /** Calls the one method of {@code cases} that stands for this kind. */
    <R> R on(Cases<R> cases);

    /** Returns the sender's identifier. */
    default Optional<String> id() {
        return header().id();
    }

    /** Returns the recipient. */
    default Optional<Jid> to() {
        return header().to();
    }

    /** Returns the sender. */
    default Optional<Jid> from() {
        return header().from();
    }

    /**
     * One method for each kind.
     *
     * @param <R> what they return
     */
    interface Cases<R> {
        R message(Message message);

        R presence(Presence presence);

        R request(IqRequest request);

        R response(IqResponse response);
    }
}

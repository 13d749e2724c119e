package im.redoubt.protocol.stream;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.KeyQuestion;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlAttribute;
import im.redoubt.xml.XmlName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a client's negotiation asks its driver to do. The list is closed. Effects of one step are carried out in order, and
 * no input is given before they are done or, for those that ask for something, answered. Nothing is read meanwhile.
 */
public sealed interface ClientEffect {
    /** Calls the one method of {@code cases} that stands for this effect. */
    void on(Cases cases);

    /** One method for each effect. */
    interface Cases {
        void open(Open open);

        void send(Element element);

        void startTls(BareJid domain);

        void deriveKey(KeyQuestion question);

        void askPassword();

        void dropToken();

        void registered();

        void established(ClientSession session);

        void close(Optional<StreamError> error);

        void drop();

        void over(ClientFailure why);
    }

    /**
     * Makes the parser begin a new stream, then writes the header of ours.
     *
     * @param to the domain
     * @param from the account, which is named over TLS only
     */
    record Open(BareJid to, Optional<BareJid> from) implements ClientEffect {
        private static final XmlName TO = new XmlName("", "to");
        private static final XmlName FROM = new XmlName("", "from");
        private static final XmlName VERSION = new XmlName("", "version");

        /** Returns the attributes of the header, in order. */
        public List<XmlAttribute> attributes() {
            List<XmlAttribute> attributes = new ArrayList<>(3);
            from.ifPresent(account -> attributes.add(new XmlAttribute(FROM, account.toString())));
            attributes.add(new XmlAttribute(TO, to.toString()));
            attributes.add(new XmlAttribute(VERSION, "1.0"));
            return attributes;
        }

        @Override
        public void on(Cases cases) {
            cases.open(this);
        }
    }

    /**
     * Sends an element.
     *
     * @param element what is asked for, or a step of authentication
     */
    record Send(Element element) implements ClientEffect {
        @Override
        public void on(Cases cases) {
            cases.send(element);
        }

        /** Returns the name of the element: what is in it may be a password. */
        @Override
        public String toString() {
            return "Send[" + element.name() + "]";
        }
    }

    /**
     * Forgets whatever was received and not yet taken, and begins the handshake: one effect, because taking these apart is
     * how answers are injected (RFC 6120 section 5.4.3.3). The certificate is verified for {@code domain}, whatever host
     * the connection leads to. Answered by {@link ClientAnswer.Secured}; a handshake that fails is
     * {@link ClientInput.Lost}.
     *
     * @param domain whom the certificate must be for
     */
    record StartTls(BareJid domain) implements ClientEffect {
        @Override
        public void on(Cases cases) {
            cases.startTls(domain);
        }
    }

    /**
     * Asks for the salted password, to prove it or, once the server has proved itself, to have a stronger verifier made of it. That
     * takes long and so is computed away from input and output. Answered by
     * {@link ClientAnswer.Key} or {@link ClientAnswer.NoKey}.
     *
     * @param question the hash, the salt and the iterations, which are within the bounds of the context
     */
    record DeriveKey(KeyQuestion question) implements ClientEffect {
        @Override
        public void on(Cases cases) {
            cases.deriveKey(question);
        }
    }

    /**
     * Asks for the password itself, which is sent within TLS: only where the context has a {@link PlainPermission} and the server
     * offers nothing better, or where it has an invitation and the server is to make the account. Answered by {@link ClientAnswer.Password} or {@link ClientAnswer.NoKey}.
     */
    record AskPassword() implements ClientEffect {
        @Override
        public void on(Cases cases) {
            cases.askPassword();
        }
    }

    /** Forgets the token of the context, for good: the server refused it (XEP-0484 section 4). */
    record DropToken() implements ClientEffect {
        @Override
        public void on(Cases cases) {
            cases.dropToken();
        }
    }

    /** The account was made, and the invitation of the context is used up (XEP-0445 section 4): the next connection signs in. */
    record Registered() implements ClientEffect {
        @Override
        public void on(Cases cases) {
            cases.registered();
        }
    }

    /**
     * The session begins: from here on the stream carries stanzas.
     *
     * @param session the session
     */
    record Established(ClientSession session) implements ClientEffect {
        @Override
        public void on(Cases cases) {
            cases.established(session);
        }
    }

    /**
     * Sends a stream error if there is one, closes the stream and the connection.
     *
     * @param error what the server is told
     */
    record Close(Optional<StreamError> error) implements ClientEffect {
        @Override
        public void on(Cases cases) {
            cases.close(error);
        }
    }

    /** Closes the connection and writes nothing. */
    record Drop() implements ClientEffect {
        @Override
        public void on(Cases cases) {
            cases.drop();
        }
    }

    /**
     * The stream is over. It is always the last effect.
     *
     * @param why what the caller is told
     */
    record Over(ClientFailure why) implements ClientEffect {
        @Override
        public void on(Cases cases) {
            cases.over(why);
        }
    }
}

package im.redoubt.protocol.stream;

import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.sasl.ChannelBindingType;
import im.redoubt.protocol.sasl.SaslRefusal;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.protocol.sasl.ScramVerifier;
import im.redoubt.protocol.sasl.TokenMechanism;
import im.redoubt.protocol.sasl.TokenProof;
import im.redoubt.xml.Element;
import java.util.List;
import java.util.Optional;

/**
 * What a server's negotiation asks its driver to do. The list is closed. Effects of one step are carried out in order, and
 * no input is given before they are done or, for those that ask for something, answered.
 */
public sealed interface ServerEffect {
    /** Calls the one method of {@code cases} that stands for this effect. */
    void on(Cases cases);

    /** One method for each effect. */
    interface Cases {
        void open(Open open);

        void send(Element element);

        void startTls(Element proceed);

        void restart(Element success);

        void findVerifier(FindVerifier question);

        void checkPassword(CheckPassword question);

        void findAccount(FindAccount question);

        void useToken(UseToken question);

        void issueToken(IssueToken wish);

        void findLacking(FindLacking question);

        void upgrade(Upgrade wish);

        void penalise(Penalise failure);

        void signedIn(SignedIn success);

        void findInvitation(InvitationToken token);

        void register(Register registration);

        void bind(Bind wish);

        void begin(Begin wish);

        void resume(Resume wish);

        void established(FullJid address);

        void close(StreamError error);

        void leave();
    }

    /**
     * Answers the stream header.
     *
     * @param from the domain
     * @param to whom the peer said it is, if it did over TLS
     * @param id an unguessable stream id
     */
    record Open(BareJid from, Optional<Jid> to, String id) implements ServerEffect {
        @Override
        public void on(Cases cases) {
            cases.open(this);
        }
    }

    /**
     * Sends an element.
     *
     * @param element features, a challenge, a failure, an answer to a request
     */
    record Send(Element element) implements ServerEffect {
        @Override
        public void on(Cases cases) {
            cases.send(element);
        }
    }

    /**
     * Writes the last element in clear, forgets whatever was received behind {@code <starttls/>}, and begins the handshake:
     * one effect, because taking these apart is how commands are injected (RFC 6120 section 5.4.3.3). Answered by
     * {@link ServerAnswer.Secured}.
     *
     * @param proceed the last element in clear
     */
    record StartTls(Element proceed) implements ServerEffect {
        @Override
        public void on(Cases cases) {
            cases.startTls(proceed);
        }
    }

    /**
     * Sends the success of SASL and makes the parser begin a new stream (section 6.4.6).
     *
     * @param success the element
     */
    record Restart(Element success) implements ServerEffect {
        @Override
        public void on(Cases cases) {
            cases.restart(success);
        }
    }

    /**
     * Asks for the verifier of an account, after whatever delay the source of the connection has earned. Answered by
     * {@link ServerAnswer.Verifier} or {@link ServerAnswer.Unavailable}.
     *
     * @param account the account, absent if the name cannot be one: then a decoy is the answer
     * @param name the name as it was sent, for the decoy
     * @param hash the hash of the mechanism
     */
    record FindVerifier(Optional<BareJid> account, String name, ScramHash hash) implements ServerEffect {
        @Override
        public void on(Cases cases) {
            cases.findVerifier(this);
        }
    }

    /**
     * Asks whether a password is the account's, after whatever delay the source of the connection has earned. Answered by
     * {@link ServerAnswer.PasswordChecked} or {@link ServerAnswer.Unavailable}.
     *
     * @param account the account, absent if the name cannot be one: then the answer is no, as late as for any other
     * @param name the name as it was sent
     * @param password the password as it was sent; the driver erases it
     */
    record CheckPassword(Optional<BareJid> account, String name, Secret password) implements ServerEffect {
        @Override
        public void on(Cases cases) {
            cases.checkPassword(this);
        }
    }

    /**
     * An attempt to sign in failed: it is counted, and what follows waits as long as the source has earned.
     *
     * @param account whom the peer said it is, if it got that far
     * @param mechanism the registered name of the mechanism, if it got that far
     * @param refusal what was wrong
     */
    record Penalise(Optional<BareJid> account, Optional<String> mechanism, SaslRefusal refusal)
            implements ServerEffect {
        @Override
        public void on(Cases cases) {
            cases.penalise(this);
        }
    }

    /**
     * Compares a proof with the tokens of a client, and uses the one that fits. Answered by {@link ServerAnswer.TokenUsed}, {@link
     * ServerAnswer.TokenRefused} or {@link ServerAnswer.Unavailable}.
     *
     * @param account the account, absent if no account can have that name
     * @param agent the client, which has no tokens unless it says which one it is
     * @param proof the proof
     * @param use what it says of the token
     */
    record UseToken(Optional<BareJid> account, UserAgent agent, TokenProof proof, FastUse use) implements ServerEffect {
        @Override
        public void on(Cases cases) {
            cases.useToken(this);
        }
    }

    /**
     * Hands out a token to a client that has signed in. Answered by {@link ServerAnswer.TokenIssued}, {@link ServerAnswer.NoToken} or
     * {@link ServerAnswer.Unavailable}.
     *
     * @param account who signed in
     * @param agent the client, which gets none unless it says which one it is
     * @param mechanism what it is for, absent if nothing that was offered
     */
    record IssueToken(BareJid account, UserAgent agent, Optional<TokenMechanism> mechanism) implements ServerEffect {
        @Override
        public void on(Cases cases) {
            cases.issueToken(this);
        }
    }

    /**
     * Asks for which hashes an account has no verifier, after its client has proved its password. Answered by {@link
     * ServerAnswer.Lacking} or {@link ServerAnswer.Unavailable}.
     *
     * @param account the account
     * @param wished the hashes in question
     */
    record FindLacking(BareJid account, List<ScramHash> wished) implements ServerEffect {
        /** Copies the list. */
        public FindLacking {
            wished = List.copyOf(wished);
        }

        @Override
        public void on(Cases cases) {
            cases.findLacking(this);
        }
    }

    /**
     * Adds a verifier to an account, if the one that was proved is still there. Answered by {@link ServerAnswer.Upgraded}, {@link
     * ServerAnswer.NotUpgraded} or {@link ServerAnswer.Unavailable}.
     *
     * @param account the account
     * @param proved what the client has proved
     * @param made what it made of the same password
     */
    record Upgrade(BareJid account, ScramVerifier proved, ScramVerifier made) implements ServerEffect {
        @Override
        public void on(Cases cases) {
            cases.upgrade(this);
        }
    }

    /**
     * Looks whether there is an account, whose name a certificate vouches for. Answered by {@link ServerAnswer.AccountFound} or
     * {@link ServerAnswer.Unavailable}.
     *
     * @param account the account
     */
    record FindAccount(BareJid account) implements ServerEffect {
        @Override
        public void on(Cases cases) {
            cases.findAccount(this);
        }
    }

    /**
     * The peer is who it says.
     *
     * @param account the account
     * @param mechanism the registered name of the mechanism by which it was proved
     * @param binding the channel binding that was part of it
     * @param agent what the client says of itself
     */
    record SignedIn(BareJid account, String mechanism, Optional<ChannelBindingType> binding, UserAgent agent)
            implements ServerEffect {
        /** A client that says nothing of itself. */
        public SignedIn(BareJid account, String mechanism, Optional<ChannelBindingType> binding) {
            this(account, mechanism, binding, UserAgent.UNKNOWN);
        }

        SignedIn as(UserAgent client) {
            return new SignedIn(account, mechanism, binding, client);
        }

        @Override
        public void on(Cases cases) {
            cases.signedIn(this);
        }
    }

    /**
     * Asks whether an invitation is valid. Answered by {@link ServerAnswer.Invitation}.
     *
     * @param token the token (XEP-0445)
     */
    record FindInvitation(InvitationToken token) implements ServerEffect {
        @Override
        public void on(Cases cases) {
            cases.findInvitation(token);
        }
    }

    /**
     * Makes an account and uses the invitation up. Answered by {@link ServerAnswer.Registration}.
     *
     * @param token the invitation
     * @param account the new account
     * @param password its password; the driver erases it
     */
    record Register(InvitationToken token, BareJid account, Secret password) implements ServerEffect {
        @Override
        public void on(Cases cases) {
            cases.register(this);
        }
    }

    /**
     * Asks for a resource. Answered by {@link ServerAnswer.Resource} or {@link ServerAnswer.NoResource}.
     *
     * @param account the account
     * @param wish what the client would like; a prefix at most
     */
    record Bind(BareJid account, Optional<String> wish) implements ServerEffect {
        @Override
        public void on(Cases cases) {
            cases.bind(this);
        }
    }

    /**
     * Asks for a resource and for a session with all that belongs to it, of which nothing is written before {@link Established}
     * (XEP-0386). Answered by {@link ServerAnswer.Begun} or {@link ServerAnswer.NoResource}.
     *
     * @param account the account
     * @param agent what the client says of itself
     * @param asked the element with which the client asks
     */
    record Begin(BareJid account, UserAgent agent, Element asked) implements ServerEffect {
        /** Returns what the client would like the resource to begin with. */
        public Optional<String> tag() {
            return asked.first(InlineBinding.NAMESPACE, "tag")
                    .map(Element::text)
                    .filter(text -> !text.isEmpty());
        }

        @Override
        public void on(Cases cases) {
            cases.begin(this);
        }
    }

    /**
     * Asks for a session whose connection is gone. Answered by {@link ServerAnswer.Resumed}, {@link ServerAnswer.NotResumed} or
     * {@link ServerAnswer.Miscounted}.
     *
     * @param account who asks
     * @param resumption which stream, and how much of it was handled
     * @param within the success that has the answer in it, where it is asked together with the attempt to sign in
     */
    record Resume(BareJid account, StreamManagement.Resumption resumption, Optional<Success> within)
            implements ServerEffect {
        @Override
        public void on(Cases cases) {
            cases.resume(this);
        }
    }

    /**
     * The session begins: from here on the stream carries stanzas.
     *
     * @param address the full address
     */
    record Established(FullJid address) implements ServerEffect {
        @Override
        public void on(Cases cases) {
            cases.established(address);
        }
    }

    /**
     * Sends a stream error, closes the stream and the connection.
     *
     * @param error the error
     */
    record Close(StreamError error) implements ServerEffect {
        @Override
        public void on(Cases cases) {
            cases.close(error);
        }
    }

    /** Closes the stream and the connection without an error. */
    record Leave() implements ServerEffect {
        @Override
        public void on(Cases cases) {
            cases.leave();
        }
    }
}

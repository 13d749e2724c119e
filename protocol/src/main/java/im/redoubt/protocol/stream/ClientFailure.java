package im.redoubt.protocol.stream;

import im.redoubt.protocol.sasl.BindingAbort;
import im.redoubt.protocol.sasl.SaslCondition;
import im.redoubt.protocol.sasl.ScramAbort;
import im.redoubt.protocol.stanza.StanzaCondition;
import java.util.List;
import java.util.Optional;

/** Why a client has no session, or has none any more. What an attacker in clear may have said is not repeated here. */
public sealed interface ClientFailure {
    /** Returns what the server is told before the stream is closed; empty for the end of the stream and nothing else. */
    default Optional<StreamError> told() {
        return Optional.empty();
    }

    /** Calls the one method of {@code cases} that stands for this failure. */
    <R> R on(Cases<R> cases);

    /**
     * One method for each failure.
     *
     * @param <R> what they return
     */
    interface Cases<R> {
        R insecure(Insecure failure);

        R broken(Broken failure);

        R ended(Ended failure);

        R redirected(Redirected failure);

        R unregistered(Unregistered failure);

        R noMechanism(NoMechanism failure);

        R unproven(Unproven failure);

        R refused(Refused failure);

        R tokenRefused(TokenRefused failure);

        R certificateRefused(CertificateRefused failure);

        R upgradeRefused(UpgradeRefused failure);

        R furtherTask(FurtherTask failure);

        R unbound(Unbound failure);

        R stopped(Stopped failure);

        R closed(Closed failure);
    }

    /**
     * TLS could not be had: STARTTLS was not offered, refused, or something else came. Somebody may have taken it out
     * (RFC 7590 section 3.1), so there is no going on without.
     *
     * @param reason what was missing
     */
    record Insecure(String reason) implements ClientFailure {
        @Override
        public <R> R on(Cases<R> cases) {
            return cases.insecure(this);
        }
    }

    /**
     * The server broke a rule of the stream.
     *
     * @param error which, as it is told
     */
    record Broken(StreamError error) implements ClientFailure {
        @Override
        public Optional<StreamError> told() {
            return Optional.of(error);
        }

        @Override
        public <R> R on(Cases<R> cases) {
            return cases.broken(this);
        }
    }

    /**
     * The server ended the stream with an error.
     *
     * @param error what it said; without text in clear
     */
    record Ended(StreamError error) implements ClientFailure {
        @Override
        public <R> R on(Cases<R> cases) {
            return cases.ended(this);
        }
    }

    /**
     * The server, over verified TLS, sends its client elsewhere (RFC 6120 section 4.9.3.19). The certificate there must be
     * for the same domain, and the new connection counts as one redirection: {@link ClientContext#redirected()}.
     *
     * @param where the other host
     */
    record Redirected(SeeOtherHost where) implements ClientFailure {
        @Override
        public <R> R on(Cases<R> cases) {
            return cases.redirected(this);
        }
    }

    /**
     * The server did not make the account; nobody has tried to sign in.
     *
     * @param reason why
     * @param condition how the server put it, if it refused
     */
    record Unregistered(Reason reason, Optional<StanzaCondition> condition) implements ClientFailure {
        /** Why there is no account. */
        public enum Reason {
            /** The server does not take invitations. It was not shown the invitation. */
            NOT_OFFERED,
            /** It does not know the invitation, which may have been used or be too old. */
            INVITATION_REFUSED,
            /** It wants more than a name and a password. It was not told the password. */
            MORE_WANTED,
            /** The invitation is for another name. The server was not told the password. */
            ANOTHER_NAME,
            /** Somebody has this name. The invitation is still good. */
            NAME_TAKEN,
            /** It does not take this name or this password. The invitation is still good. */
            NOT_ACCEPTABLE,
            /** It says another reason. */
            REFUSED
        }

        @Override
        public <R> R on(Cases<R> cases) {
            return cases.unregistered(this);
        }
    }

    /**
     * Nothing that the server offered is known, strong enough, and consistent. No name and no credential was sent.
     *
     * @param why which rule forbids to go on
     */
    record NoMechanism(BindingAbort why) implements ClientFailure {
        @Override
        public <R> R on(Cases<R> cases) {
            return cases.noMechanism(this);
        }
    }

    /**
     * The server did not prove that it knows the account.
     *
     * @param why what was wrong with its messages
     */
    record Unproven(ScramAbort why) implements ClientFailure {
        @Override
        public <R> R on(Cases<R> cases) {
            return cases.unproven(this);
        }
    }

    /**
     * The server refused the password; or, where the condition says that it may pass, whatever was shown.
     *
     * @param condition its reason, empty if it is none of RFC 6120 section 6.5
     * @param text what it said to people
     */
    record Refused(Optional<SaslCondition> condition, Optional<String> text) implements ClientFailure {
        @Override
        public <R> R on(Cases<R> cases) {
            return cases.refused(this);
        }
    }

    /**
     * The server refused the token, and the client has nothing else. The token is dropped: {@link ClientEffect.DropToken}.
     *
     * @param condition its reason, empty if it is none of RFC 6120 section 6.5
     * @param text what it said to people
     */
    record TokenRefused(Optional<SaslCondition> condition, Optional<String> text) implements ClientFailure {
        @Override
        public <R> R on(Cases<R> cases) {
            return cases.tokenRefused(this);
        }
    }

    /**
     * The server refused the certificate.
     *
     * @param condition its reason, empty if it is none of RFC 6120 section 6.5
     * @param text what it said to people
     */
    record CertificateRefused(Optional<SaslCondition> condition, Optional<String> text) implements ClientFailure {
        @Override
        public <R> R on(Cases<R> cases) {
            return cases.certificateRefused(this);
        }
    }

    /**
     * The server proved itself and then did not take a verifier that it had asked for (XEP-0480).
     *
     * @param condition its reason, empty if it is none of RFC 6120 section 6.5
     * @param text what it said to people
     */
    record UpgradeRefused(Optional<SaslCondition> condition, Optional<String> text) implements ClientFailure {
        @Override
        public <R> R on(Cases<R> cases) {
            return cases.upgradeRefused(this);
        }
    }

    /**
     * The server wants more than a proof, such as a second factor or another password (XEP-0388 section 2.6.3), and nothing that it
     * names can be done here.
     *
     * @param tasks what it names, 10 at most, as it came
     */
    record FurtherTask(List<String> tasks) implements ClientFailure {
        /** Copies the list. */
        public FurtherTask {
            tasks = List.copyOf(tasks);
        }

        @Override
        public <R> R on(Cases<R> cases) {
            return cases.furtherTask(this);
        }

        /** Returns how many, and no word of the server. */
        @Override
        public String toString() {
            return "FurtherTask[" + tasks.size() + "]";
        }
    }

    /**
     * The server did not bind a resource.
     *
     * @param condition its reason
     */
    record Unbound(StanzaCondition condition) implements ClientFailure {
        @Override
        public <R> R on(Cases<R> cases) {
            return cases.unbound(this);
        }
    }

    /**
     * This side gave up.
     *
     * @param told why, as the server is told
     */
    record Stopped(Optional<StreamError> told) implements ClientFailure {
        @Override
        public <R> R on(Cases<R> cases) {
            return cases.stopped(this);
        }
    }

    /**
     * The server closed the stream or the connection without a word.
     *
     * @param reason which of them
     */
    record Closed(String reason) implements ClientFailure {
        @Override
        public <R> R on(Cases<R> cases) {
            return cases.closed(this);
        }
    }
}

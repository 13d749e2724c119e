package im.redoubt.server.stream;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.stream.ServerAnswer;
import im.redoubt.protocol.stream.ServerEffect;
import im.redoubt.server.session.Revocations;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Begins sessions. Everything runs on the event loop of the connection. */
public interface SessionStart {
    /**
     * Returns the moment in which somebody begins to sign in to an account, before anything of it is looked up. That of the domain is
     * the one of all who may sign in by a certificate.
     */
    Revocations.Moment moment(BareJid account);

    /**
     * Who has signed in.
     *
     * @param proof how
     * @param began when he began to
     */
    record Entry(ServerEffect.SignedIn proof, Revocations.Moment began) {}

    /**
     * Takes a resource for an account.
     *
     * @param wish the account and what the client would like
     * @param wire the connection
     * @param proof how it signed in, and since when; if its access was taken away meanwhile, the session ends at once
     * @return the full address, or nothing if the account has as many sessions as it may
     */
    Optional<FullJid> bind(ServerEffect.Bind wish, Wire wire, Entry proof);

    /**
     * Takes a resource for an account and begins its session with all that belongs to it.
     *
     * @param wish the account and what its client asks for
     * @param wire the connection, which writes nothing of what the session is sent until {@link Handover#decline}
     * @param proof how it signed in, and since when; if its access was taken away meanwhile, the session ends at once
     * @return the session, or nothing if the account has as many as it may
     */
    Optional<Beginning> begin(ServerEffect.Begin wish, Wire wire, Entry proof);

    /**
     * Takes over a session whose connection is gone. Where the answer is {@link ServerAnswer.Resumed}, the stream is the session's.
     *
     * @param wish who asks for which
     * @param wire the new connection
     * @param proof how it signed in, and since when; if its access was taken away meanwhile, the session ends at once
     */
    CompletionStage<ServerAnswer> resume(ServerEffect.Resume wish, Wire wire, Entry proof);

    /**
     * Begins the session of an address that was just bound.
     *
     * @return what takes the stream's stanzas
     */
    StreamDriver established(FullJid address);
}

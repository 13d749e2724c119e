package im.redoubt.client;

import im.redoubt.client.line.Secrets;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stream.ClientContext;
import im.redoubt.protocol.stream.ClientResumption;
import im.redoubt.protocol.stream.ClientSession;
import java.util.Optional;

/** Who signs in and by what, from one connection to the next. */
interface SignIn extends Secrets {
    /** Returns who signs in. */
    BareJid account();

    /**
     * Returns the context of the next attempt.
     *
     * @param earlier a session that is to go on
     * @throws ClientException if there is nothing left to sign in by; the message says what to do
     */
    ClientContext context(Optional<ClientResumption> earlier);

    /** Returns whether there is something to sign in by. */
    boolean possible();

    /** A session began: what it showed of the server, and the token that came with it, are remembered. */
    void succeeded(ClientSession session);
}

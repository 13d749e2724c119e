package im.redoubt.client;

import im.redoubt.client.line.Secrets;
import im.redoubt.protocol.stream.ClientContext;
import im.redoubt.protocol.stream.ClientSession;

/** Who signs in and by what, from one connection to the next. */
interface SignIn extends Secrets {
    /** Returns the context of the next attempt. */
    ClientContext context();

    /** A session began: what it showed of the server is remembered. */
    void succeeded(ClientSession session);
}

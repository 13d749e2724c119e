package im.redoubt.protocol.stream;

import im.redoubt.protocol.sasl.Mechanism;
import im.redoubt.protocol.sasl.ServerProven;

/**
 * The server has proved over this connection that it knows the account. The states after authentication carry it; there is
 * no other way to them.
 *
 * @param context the client
 * @param mechanism by which it was proved
 * @param proof what says so
 */
record Authenticated(ClientContext context, Mechanism mechanism, ServerProven proof) {
    /** Returns the step after the success: the stream is opened anew for the same domain and the same account. */
    ClientStep restart() {
        return ClientStep.to(new ExpectingAuthenticatedHeader(this), context.open());
    }
}

package im.redoubt.server.guard;

/**
 * A place for one connection, held from accept to close.
 *
 * <ol>
 *   <li>{@link ConnectionLimit#acquire} gives it, counted as not signed in;
 *   <li>{@link #authenticated()} moves it to those who have signed in;
 *   <li>{@link #close()} gives it back, once, however often and from wherever it is called.
 * </ol>
 */
public final class ConnectionPermit implements Admission, AutoCloseable {

    private enum State {
        UNAUTHENTICATED,
        AUTHENTICATED,
        CLOSED
    }

    private final ConnectionLimit limit;
    private final AddressKey address;
    private State state = State.UNAUTHENTICATED;

    ConnectionPermit(ConnectionLimit limit, AddressKey address) {
        this.limit = limit;
        this.address = address;
    }

    /**
     * Says whose place it is.
     *
     * @return the address that it is counted under
     */
    public AddressKey address() {
        return address;
    }

    /** Takes the connection out of the count of those that have not signed in. Nothing happens the second time. */
    public synchronized void authenticated() {
        if (state == State.UNAUTHENTICATED) {
            state = State.AUTHENTICATED;
            limit.authenticated(address);
        }
    }

    /** Gives the place back. Nothing happens the second time. */
    @Override
    public synchronized void close() {
        if (state != State.CLOSED) {
            limit.release(address, state == State.UNAUTHENTICATED);
            state = State.CLOSED;
        }
    }
}

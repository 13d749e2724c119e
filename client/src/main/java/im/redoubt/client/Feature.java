package im.redoubt.client;

/**
 * Something that a client can do: a value that is given to {@link Client.Builder#with} and by which its part of the session is
 * found again ({@link Session#get}). A feature is attached to a session before the session is there for anybody, so it
 * misses nothing; it acts only through its {@link Host}.
 *
 * @param <H> what the application uses it by
 */
@FunctionalInterface
public interface Feature<H> {
    /**
     * Attaches the feature to a session.
     *
     * @param host what it may use
     * @return what the application uses
     */
    H attach(Host host);
}

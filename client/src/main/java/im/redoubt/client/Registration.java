package im.redoubt.client;

/** That somebody listens; closing it ends that. What was told already may still arrive. */
public interface Registration extends AutoCloseable {
    @Override
    void close();
}

package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Private XML storage (XEP-0049): one element for each namespace and name. */
public interface PrivateData {
    /**
     * Returns an element.
     *
     * @param account the account
     * @param namespace the element's namespace
     * @param name the element's local name
     * @return what was put there; empty also if it is damaged, which is reported
     */
    CompletableFuture<Optional<Blob>> get(BareJid account, String namespace, String name);

    /**
     * Puts an element in the place of what was there.
     *
     * @param account the account
     * @param namespace the element's namespace
     * @param name the element's local name
     * @param element the bytes to keep
     * @return done, or {@link Refusal#PRIVATE_DATA_FULL}; fails with {@link StoreProblem#NO_ACCOUNT}
     */
    CompletableFuture<Outcome<Blob>> put(BareJid account, String namespace, String name, Blob element);
}

package im.redoubt.server.vcard;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.server.store.Blob;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Is told what cards people set. */
@FunctionalInterface
public interface CardWatcher {
    /**
     * A card was set; it is on disk. Must not block.
     *
     * @param account whose card it is
     * @param before the card before
     * @param now the card that is there now
     * @return complete when what follows from it has happened; the answer waits for it
     */
    CompletionStage<Void> replaced(BareJid account, Optional<Blob> before, Blob now);
}

package im.redoubt.client.chat;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.hash.SipHash;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * Which messages were shown last. A message comes again when a session could not be resumed: the server delivers once more what
 * it does not know to have arrived, under the same id of the archive; and other clients send once more what their servers may
 * not have, under the same id of their own.
 *
 * <p>Of each identifier a hash is kept, with a key that nobody knows: whoever chooses identifiers cannot choose one whose hash
 * is that of another.
 */
final class Repetitions {
    /** How many identifiers are remembered. */
    static final int MOST = 4_000;

    private static final long ARCHIVED = 1;
    private static final long SENT = 2;

    private final RecentHashes seen = new RecentHashes(MOST);
    private final long key0;
    private final long key1;

    Repetitions(SecureRandom random) {
        key0 = random.nextLong();
        key1 = random.nextLong();
    }

    /** Returns whether a message was not there before, and remembers it. */
    boolean isNew(ChatMessage message) {
        Optional<String> archived = message.ids().archive();
        Optional<String> origin = message.ids().origin();
        boolean again = archived.isPresent()
                && !seen.add(new SipHash(key0, key1)
                        .add(ARCHIVED)
                        .add(archived.get())
                        .finish());
        boolean sentAgain = origin.isPresent() && !seen.add(sent(message, origin.get()));
        return !again && !sentAgain;
    }

    /** The text goes with the id that a sender gave, so that a sender whose ids repeat loses no messages. */
    private long sent(ChatMessage message, String id) {
        SipHash hash =
                new SipHash(key0, key1).add(SENT).add(id).add(message.bodies().hashCode());
        add(hash, message.sender().bare());
        Optional<Jid> recipient = message.recipient();
        if (recipient.isPresent()) {
            add(hash, recipient.get().bare());
        }
        return hash.finish();
    }

    private static void add(SipHash hash, BareJid address) {
        hash.add(address.local()).add(address.domain());
    }
}

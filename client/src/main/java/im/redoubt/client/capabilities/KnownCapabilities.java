package im.redoubt.client.capabilities;

import im.redoubt.client.disco.DiscoInfo;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.disco.Announcement;
import im.redoubt.protocol.disco.CapabilityAnswer;
import im.redoubt.protocol.disco.CapabilityHash;
import im.redoubt.protocol.disco.Disclosure;
import im.redoubt.protocol.disco.HashCache;
import im.redoubt.protocol.stanza.IqResponse;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import im.redoubt.xml.XmlException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What clients are known to be able to do. Guarantees: what one of them says is known of others only under a hash that was verified,
 * and of it only what that hash stands for in one way, identities and features; all else is known of whoever said it. Within
 * bounds, of which no contact can fill more than his share. Any thread may use it.
 */
final class KnownCapabilities {
    /** The most bytes of an answer. */
    static final int MOST_ANSWER_BYTES = 32_768;

    /** The most hashes, and the most clients of which only their own word is known. */
    static final int MOST = 1_000;

    /** The most hashes that are known from one contact, in one session. */
    static final int MOST_FROM_ONE = 32;

    private static final int MOST_CONTACTS = 10_000;
    private static final long MOST_BYTES = 4 << 20;
    private static final long BYTES_EACH = 1_000;
    private static final long BYTES_IN_MEMORY = 8;

    private final HashCache<CapabilityHash, Kept> shared = new HashCache<>(MOST, MOST_BYTES, Kept::bytes);
    private final HashCache<FullJid, Own> own = new HashCache<>(MOST, MOST_BYTES, one -> one.kept.bytes());
    private final Map<BareJid, Integer> taken = new HashMap<>();
    private final Runnable more;

    /**
     * Begins with nothing known.
     *
     * @param more told when there is more to be stored
     */
    KnownCapabilities(Runnable more) {
        this.more = more;
    }

    /** What was said, how much that is, and the answer itself. */
    private record Kept(DiscoInfo info, StoredAnswer answer) {
        long bytes() {
            return BYTES_EACH + BYTES_IN_MEMORY * answer.bytes();
        }
    }

    /** What one client said when it announced this. */
    private record Own(Announcement about, Kept kept) {}

    /**
     * What an answer says.
     *
     * @param info what is known now
     * @param verified whether the hash that it was asked about is of it, so that it is known of all who announce that
     */
    record Learnt(DiscoInfo info, boolean verified) {}

    /** Returns what a client can do that announces this. */
    synchronized Optional<DiscoInfo> find(FullJid client, Announcement about) {
        Optional<Kept> known = about.hashed().flatMap(hashed -> shared.find(hashed.hash()));
        if (!known.isPresent()) {
            known = own.find(client).filter(said -> said.about.equals(about)).map(said -> said.kept);
        }
        return known.map(Kept::info);
    }

    /** Takes what a client answered about its announcement; nothing if that is no answer. */
    synchronized Optional<Learnt> learn(FullJid client, Announcement about, IqResponse response) {
        Optional<CapabilityAnswer> answer = CapabilityAnswer.read(about, response, MOST_ANSWER_BYTES);
        Optional<DiscoInfo> info = answer.flatMap(said -> info(said.disclosure()));
        if (!answer.isPresent() || !info.isPresent()) {
            return Optional.empty();
        }
        Kept kept = new Kept(
                info.get(),
                new StoredAnswer(answer.get().disclosure(), response.header().lang()));
        boolean verified = answer.get().verified();
        if (verified && isWithinShare(client.bare())) {
            about.hashed().ifPresent(hashed -> shared.put(hashed.hash(), kept));
            more.run();
        } else {
            own.remove(client);
            own.put(client, new Own(about, kept));
        }
        return Optional.of(new Learnt(info.get(), verified));
    }

    /** Identities and features are all that a hash of XEP-0115 stands for in one way: forms could be others (its section 8.3). */
    private static Optional<DiscoInfo> info(Disclosure disclosure) {
        return DiscoInfo.read(disclosure.withoutForms());
    }

    private boolean isWithinShare(BareJid contact) {
        if (taken.size() >= MOST_CONTACTS && !taken.containsKey(contact)) {
            return false;
        }
        return taken.merge(contact, 1, Integer::sum) <= MOST_FROM_ONE;
    }

    /** Forgets what a client said that is gone; what its hash stands for is known on. */
    synchronized void forget(FullJid client) {
        own.remove(client);
    }

    /** Returns what hashes stand for as bytes that {@link #take} takes. */
    synchronized byte[] toByteArray() {
        List<Element> all = new ArrayList<>();
        shared.all().forEach((hash, kept) -> all.add(kept.answer.toElement(hash)));
        return XmlContent.of("", all).toByteArray();
    }

    /** Takes what {@link #toByteArray} wrote, as far as it is that, each answer for the hash that is of it. */
    synchronized void take(byte[] stored) {
        if (stored.length == 0 || stored.length > Capabilities.MOST_BYTES) {
            return;
        }
        try {
            XmlContent.read("", stored)
                    .elements()
                    .forEach(one -> StoredAnswer.read(
                            one,
                            (hash, answer) -> info(answer.disclosure())
                                    .ifPresent(info -> shared.put(hash, new Kept(info, answer)))));
        } catch (XmlException notOurs) { // clients are asked again
        }
    }
}

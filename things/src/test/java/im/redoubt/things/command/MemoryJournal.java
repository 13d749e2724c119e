package im.redoubt.things.command;

import im.redoubt.client.extension.Octets;
import im.redoubt.things.key.VerifyingKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A journal that outlives the gate, and nothing else. */
final class MemoryJournal implements Journal {
    private final Map<VerifyingKey, Long> counters = new HashMap<>();
    private final Map<Octets, Entry> entries = new HashMap<>();

    @Override
    public long counter(VerifyingKey peer) {
        return counters.getOrDefault(peer, 0L);
    }

    @Override
    public Optional<Entry> find(VerifyingKey peer, Octets id) {
        return Optional.ofNullable(entries.get(id));
    }

    @Override
    public void begin(VerifyingKey peer, Warrant warrant, Octets digest) {
        counters.put(peer, warrant.counter());
        entries.put(warrant.id(), new Entry(digest, Stage.BEGUN));
    }

    @Override
    public void done(VerifyingKey peer, Octets id) {
        entries.computeIfPresent(id, (same, entry) -> new Entry(entry.digest(), Stage.DONE));
    }
}

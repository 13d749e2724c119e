package im.redoubt.server.session;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.FullJid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** All bound sessions by account. Lists are immutable snapshots; any thread may ask. */
public final class Sessions {
    private final ConcurrentHashMap<BareJid, List<Session>> byAccount = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final int maxPerAccount;
    private final Revocations revocations = new Revocations();

    /** Takes at most {@code maxPerAccount} sessions of one account. */
    public Sessions(int maxPerAccount) {
        this.maxPerAccount = maxPerAccount;
    }

    /** Returns what takes access to accounts away. */
    public Revocations revocations() {
        return revocations;
    }

    /** Adds a session. Returns whether there was room for it. */
    public boolean add(Session session) {
        boolean[] added = {false};
        byAccount.compute(session.account(), (account, before) -> {
            List<Session> now = before == null ? List.of() : before;
            if (now.size() >= maxPerAccount) {
                return before;
            }
            added[0] = true;
            List<Session> after = new ArrayList<>(now.size() + 1);
            after.addAll(now);
            after.add(session);
            return List.copyOf(after);
        });
        if (added[0]) {
            count.incrementAndGet();
        }
        return added[0];
    }

    /** Removes a session. Returns whether it was there. */
    public boolean remove(Session session) {
        boolean[] removed = {false};
        byAccount.computeIfPresent(session.account(), (account, before) -> {
            List<Session> after = new ArrayList<>(before);
            removed[0] = after.remove(session);
            return after.isEmpty() ? null : List.copyOf(after);
        });
        if (removed[0]) {
            count.decrementAndGet();
        }
        return removed[0];
    }

    /** Returns the sessions of an account, in the order in which they were bound. */
    public List<Session> of(BareJid account) {
        return byAccount.getOrDefault(account, List.of());
    }

    /** Returns the session of this full address. */
    public Optional<Session> find(FullJid address) {
        for (Session session : of(address.bare())) {
            if (session.address().equals(address)) {
                return Optional.of(session);
            }
        }
        return Optional.empty();
    }

    /** Returns how many sessions there are. */
    public int count() {
        return count.get();
    }

    /** Calls {@code action} with each session. */
    public void forEach(Consumer<Session> action) {
        byAccount.values().forEach(sessions -> sessions.forEach(action));
    }
}

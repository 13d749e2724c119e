package im.redoubt.server.capabilities;

import im.redoubt.protocol.disco.Announcement;
import im.redoubt.protocol.disco.CapabilityAnswer;
import im.redoubt.protocol.disco.CapabilityHash;
import im.redoubt.protocol.disco.Disclosure;
import im.redoubt.protocol.disco.HashCache;
import im.redoubt.protocol.stanza.IqResponse;
import im.redoubt.protocol.stanza.Presence;
import im.redoubt.server.feature.Feature;
import im.redoubt.server.feature.SessionHook;
import im.redoubt.server.routing.Questions;
import im.redoubt.server.session.AccountQueues;
import im.redoubt.server.session.Session;
import im.redoubt.xml.Element;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Finds out what clients can do (XEP-0115, XEP-0390). Guarantees: a hash stands for what a client said only after it was
 * verified, and for nothing else ever after; what cannot be verified holds for the session that said it alone; a session is asked
 * one thing at a time, and about a hash that several announce one of them is asked at a time.
 *
 * <ol>
 *   <li>A presence names a hash. If it is known what it stands for, nobody is asked.
 *   <li>Otherwise its client is asked, unless another one is being asked about the same hash; then it waits for that answer.
 *   <li>If that one does not come, or not the one that the hash is of, all who wait are asked themselves: whoever answers wrongly
 *       holds up others once, and changes nothing for them.
 * </ol>
 */
public final class Capabilities implements Feature, SessionHook, Interests {
    private final Questions questions;
    private final AccountQueues queues;
    private final int maxAnswerBytes;
    private final HashCache<CapabilityHash, ClientFeatures> cache;
    private final Object lock = new Object();
    private final Map<Session, Standing> standings = new ConcurrentHashMap<>();
    // Who waits for the answer that another one is to give about a hash; guarded by the lock, as the cache and
    // standings are.
    private final Map<CapabilityHash, Inquiry> inquiries = new HashMap<>();
    private final List<Follower> followers = new CopyOnWriteArrayList<>();

    /** A question about a hash, and who waits for its answer. */
    private record Inquiry(Standing asked, Set<Standing> waiting) {}

    /**
     * What may be kept of capabilities.
     *
     * @param hashes hashes that it is known of what they stand for
     * @param bytes bytes of that in all
     * @param answerBytes bytes of one client's answer
     */
    public record Bounds(int hashes, long bytes, int answerBytes) {}

    /** Begins with nothing known. */
    public Capabilities(Questions questions, AccountQueues queues, Bounds bounds) {
        this.questions = questions;
        this.queues = queues;
        this.cache = new HashCache<>(bounds.hashes(), bounds.bytes(), ClientFeatures::bytes);
        this.maxAnswerBytes = bounds.answerBytes();
    }

    @Override
    public List<String> specs() {
        return List.of("XEP-0115 1.6.0", "XEP-0390 0.3.2");
    }

    @Override
    public List<String> advertisedByServer() {
        return List.of(CapabilityHash.ENTITY, CapabilityHash.SET);
    }

    @Override
    public List<SessionHook> sessionHooks() {
        return List.of(this);
    }

    @Override
    public Set<String> of(Session session) {
        Standing standing = standings.get(session);
        return standing == null ? Set.of() : standing.features().interests();
    }

    @Override
    public boolean supports(Session session, String feature) {
        Standing standing = standings.get(session);
        return standing != null && standing.features().has(feature);
    }

    @Override
    public void follow(Follower follower) {
        followers.add(follower);
    }

    @Override
    public void present(Session session, Presence presence) {
        Announcement said = Announcement.in(presence.content());
        synchronized (lock) {
            Standing standing = standings.computeIfAbsent(session, Standing::new);
            if (standing.isNews(said)) {
                waitNoMore(standing);
                standing.says(said);
                proceed(standing);
            } else if (standing.isKnown()) {
                tell(standing);
            }
        }
    }

    @Override
    public void absent(Session session) {
        synchronized (lock) {
            Standing standing = standings.remove(session);
            if (standing != null) {
                waitNoMore(standing);
                standing.question().ifPresent(question -> question.cancel(false));
            }
        }
    }

    private void waitNoMore(Standing standing) {
        if (standing.said() instanceof Announcement.Hashed(CapabilityHash hash, String node)) {
            Inquiry inquiry = inquiries.get(hash);
            if (inquiry != null) {
                inquiry.waiting().remove(standing);
            }
        }
    }

    /** Finds out what it means that a client says this. Nothing more is asked of one that has not answered yet. */
    private void proceed(Standing standing) {
        boolean free = standing.question().isEmpty();
        switch (standing.said()) {
            case Announcement.Nothing() -> {}
            case Announcement.Unverifiable unverifiable -> {
                if (free) {
                    ask(standing, unverifiable, Optional.empty());
                }
            }
            case Announcement.Hashed hashed -> {
                Optional<ClientFeatures> known = cache.find(hashed.hash());
                Inquiry other = inquiries.get(hashed.hash());
                if (known.isPresent()) {
                    settle(standing, known.get());
                } else if (other != null && other.asked() != standing) {
                    other.waiting().add(standing);
                } else if (other == null && free) {
                    inquiries.put(hashed.hash(), new Inquiry(standing, new LinkedHashSet<>()));
                    ask(standing, hashed, Optional.of(hashed.node()));
                }
            }
        }
    }

    private void ask(Standing standing, Announcement about, Optional<String> node) {
        CompletableFuture<IqResponse> question = questions.ask(
                standing.session(),
                Element.named(Disclosure.INFO, "query").attribute("node", node).build());
        standing.question(Optional.of(question));
        var _ = question.whenComplete((response, failure) -> finish(
                standing,
                about,
                failure == null
                        ? CapabilityAnswer.read(about, response, maxAnswerBytes)
                                .map(Answer::new)
                                .orElse(Answer.NONE)
                        : Answer.NONE));
    }

    /**
     * What a client answered.
     *
     * @param features what it supports, if that can be told
     * @param verified whether the hash that it was asked about is of this answer
     */
    private record Answer(Optional<ClientFeatures> features, boolean verified) {
        static final Answer NONE = new Answer(Optional.empty(), false);

        Answer(CapabilityAnswer said) {
            this(Optional.of(new ClientFeatures(said.disclosure().features())), said.verified());
        }
    }

    private void finish(Standing standing, Announcement about, Answer answer) {
        synchronized (lock) {
            standing.question(Optional.empty());
            if (about instanceof Announcement.Hashed(CapabilityHash hash, String node)) {
                conclude(standing, hash, answer);
            }
            if (standings.get(standing.session()) != standing) {
                return;
            }
            if (!standing.said().equals(about)) {
                proceed(standing);
            } else if (answer.features().isPresent()) {
                settle(standing, answer.features().get());
            } else {
                standing.fails();
                tell(standing);
            }
        }
    }

    /** What was verified is known to all from now on; what was not helps nobody, and who waited for it is asked itself. */
    private void conclude(Standing standing, CapabilityHash hash, Answer answer) {
        Optional<Inquiry> inquiry = Optional.ofNullable(inquiries.get(hash));
        if (answer.verified() && answer.features().isPresent() && standing.shares()) {
            cache.put(hash, answer.features().get());
            inquiries.remove(hash);
            inquiry.ifPresent(found -> found.waiting()
                    .forEach(other -> settle(other, answer.features().get())));
        } else if (inquiry.isPresent() && inquiry.get().asked() == standing) {
            inquiries.remove(hash);
            inquiry.get().waiting().forEach(this::askItself);
        }
    }

    private void askItself(Standing standing) {
        if (standing.question().isEmpty() && standing.said() instanceof Announcement.Hashed hashed) {
            ask(standing, hashed, Optional.of(hashed.node()));
        }
    }

    private void settle(Standing standing, ClientFeatures now) {
        standing.knows(now);
        tell(standing);
    }

    private void tell(Standing standing) {
        if (followers.isEmpty() || !standing.isWorthTelling()) {
            return;
        }
        Session session = standing.session();
        var _ = queues.run(session.account(), () -> {
            if (standings.get(session) == standing) {
                followers.forEach(follower -> follower.known(session));
            }
            return null;
        });
    }

    /** Returns of how many hashes it is known what they stand for. */
    int known() {
        synchronized (lock) {
            return cache.size();
        }
    }

    /** Returns how many hashes somebody is being asked about. */
    int asked() {
        synchronized (lock) {
            return inquiries.size();
        }
    }
}

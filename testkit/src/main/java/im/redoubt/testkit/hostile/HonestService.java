package im.redoubt.testkit.hostile;

import im.redoubt.testkit.stream.Tree;
import java.io.IOException;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A service with one account that does what the specifications say, as far as a client needs it: both profiles of SASL, SCRAM with
 * channel binding, tokens, binding, acknowledgements and resumption, roster, ping, disco, and messages that come back to whoever
 * sends them. One thing of it can be bent at a time, from the beginning or later. Any thread may use it.
 */
public final class HonestService implements Script {
    private final String account;
    private final String password;
    private final Identity identity;
    private final Identity other;
    private final Manner manner;
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final Deque<Session> latest = new ConcurrentLinkedDeque<>();
    private final List<Tree> heard = new CopyOnWriteArrayList<>();
    private final Tokens tokens = new Tokens();
    private final AtomicInteger committed = new AtomicInteger();
    private volatile Bending bending = Bending.NONE;

    private HonestService(String account, String password, Identity identity, Identity other, Manner manner) {
        this.account = account;
        this.password = password;
        this.identity = identity;
        this.other = other;
        this.manner = manner;
    }

    /**
     * Makes one.
     *
     * @param account the bare address of its account
     * @param password of the account
     * @param identity a certificate for the account's domain
     * @return one in the manner of RFC 6120
     */
    public static HonestService of(String account, String password, Identity identity) {
        return new HonestService(account, password, identity, identity, Manner.CLASSIC);
    }

    /** Returns a new one of another manner. */
    public HonestService like(Manner another) {
        return new HonestService(account, password, identity, other, another);
    }

    /** Returns a new one that has a certificate of another name too, for {@link Moment#CERTIFICATE}. */
    public HonestService orAs(Identity another) {
        return new HonestService(account, password, identity, another, manner);
    }

    /** Commits a fault from now on, instead of the one before. */
    public HonestService commits(ServerFault fault) {
        return bends(fault.bending());
    }

    /** Bends something from now on, instead of what was bent before. */
    public HonestService bends(Bending how) {
        bending = how;
        return this;
    }

    /** Returns the stanzas that sessions have taken from the client, in order, each once however often it was resumed. */
    public List<Tree> heard() {
        return List.copyOf(heard);
    }

    /**
     * Sends a stanza to the latest session: now, or when it is resumed.
     *
     * @param stanza in {@code jabber:client}
     * @throws IllegalStateException if there never was one
     */
    public void push(String stanza) {
        latest().orElseThrow(() -> new IllegalStateException("nobody has signed in"))
                .send(stanza);
    }

    /** Returns how many sessions were begun; a resumption begins none. */
    public int begun() {
        return latest.size();
    }

    @Override
    public void play(Conversation talk) throws IOException {
        new HonestStream(this, talk).run();
    }

    Optional<Session> latest() {
        return Optional.ofNullable(latest.peekLast());
    }

    Session begin(String address) {
        Session session = new Session(address, heard::add);
        latest.addLast(session);
        return session;
    }

    void keep(Session session) {
        sessions.put(session.id(), session);
    }

    Optional<Session> kept(String id) {
        return Optional.ofNullable(sessions.get(id));
    }

    /** Returns how often something was said otherwise than an honest service says it: what proves nothing was not even tried. */
    public int committed() {
        return committed.get();
    }

    /** Returns what is said at a moment. */
    String bent(Moment moment, String honest, Scene scene) {
        Bending now = bending;
        if (now.at() != moment) {
            return honest;
        }
        String instead = now.bend().bend(honest, scene);
        if (!instead.equals(honest) || now.delivery() != Delivery.WHOLE) {
            committed.incrementAndGet();
        }
        return instead;
    }

    /** Returns how what is said at a moment is brought. */
    Delivery delivery(Moment moment) {
        Bending now = bending;
        return now.at() == moment ? now.delivery() : Delivery.WHOLE;
    }

    Manner manner() {
        return manner;
    }

    Tokens tokens() {
        return tokens;
    }

    String account() {
        return account;
    }

    String password() {
        return password;
    }

    String domain() {
        return account.substring(account.indexOf('@') + 1);
    }

    Identity identity(boolean right) {
        return right ? identity : other;
    }
}

package im.redoubt.server.capabilities;

import im.redoubt.protocol.disco.Announcement;
import im.redoubt.protocol.stanza.IqResponse;
import im.redoubt.server.session.Session;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What is known of one session's client. What it supports may be asked by any thread; the rest is guarded by who keeps it. */
final class Standing {
    /** Hashes that one session may fill the cache with: more changes of its client are its own business. */
    private static final int MOST_SHARED = 8;

    private final Session session;
    private volatile ClientFeatures features = ClientFeatures.NONE;
    private Announcement said = new Announcement.Nothing();
    private Progress progress = Progress.KNOWN;
    private Optional<CompletableFuture<IqResponse>> question = Optional.empty();
    private int shared;
    private boolean following;

    /** What has come of what the client said last. */
    enum Progress {
        /** It is known what it means. */
        KNOWN,
        /** It will be known, or will fail. */
        UNDER_WAY,
        /** It could not be found out: the next presence that says it is a reason to ask again. */
        FAILED
    }

    Standing(Session session) {
        this.session = session;
    }

    Session session() {
        return session;
    }

    ClientFeatures features() {
        return features;
    }

    Announcement said() {
        return said;
    }

    /** Returns whether a presence that says this is a reason to do something. */
    boolean isNews(Announcement now) {
        return !(now instanceof Announcement.Nothing) && (progress == Progress.FAILED || !now.equals(said));
    }

    /** Returns whether it is known what it means that it says what it said last. */
    boolean isKnown() {
        return progress == Progress.KNOWN;
    }

    /** It says something else now. What it supported before holds until it is known what that means. */
    void says(Announcement now) {
        said = now;
        progress = Progress.UNDER_WAY;
    }

    void knows(ClientFeatures now) {
        features = now;
        progress = Progress.KNOWN;
    }

    void fails() {
        features = ClientFeatures.NONE;
        progress = Progress.FAILED;
    }

    Optional<CompletableFuture<IqResponse>> question() {
        return question;
    }

    void question(Optional<CompletableFuture<IqResponse>> now) {
        question = now;
    }

    /** Returns whether somebody is to be told what it wants to hear of: something, or nothing any more. */
    boolean isWorthTelling() {
        boolean before = following;
        following = !features.interests().isEmpty();
        return before || following;
    }

    /** Returns whether one more hash may be shared, and counts it. */
    boolean shares() {
        return ++shared <= MOST_SHARED;
    }
}

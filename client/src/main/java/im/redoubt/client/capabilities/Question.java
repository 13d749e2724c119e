package im.redoubt.client.capabilities;

import im.redoubt.client.ClientException;
import im.redoubt.client.Pending;
import im.redoubt.client.disco.DiscoInfo;
import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.disco.Announcement;
import im.redoubt.protocol.disco.CapabilityHash;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A question to one client, who waits for the answer, and which other questions wait whether it answers them too. */
final class Question {
    private final FullJid client;
    private final List<Pending<DiscoInfo>> results = new ArrayList<>();
    private final Set<Question> followers = new LinkedHashSet<>();
    private Announcement about;
    private boolean asked;
    private boolean over;

    Question(FullJid client, Announcement about) {
        this.client = client;
        this.about = about;
    }

    FullJid client() {
        return client;
    }

    Announcement about() {
        return about;
    }

    /** The client says something else, and was not asked yet. */
    void about(Announcement now) {
        about = now;
    }

    Optional<CapabilityHash> hash() {
        return about.hashed().map(Announcement.Hashed::hash);
    }

    /** Questions to others who announce the same hash. */
    Set<Question> followers() {
        return followers;
    }

    /** Has somebody wait for the answer. */
    void awaited(Pending<DiscoInfo> result) {
        results.add(result);
    }

    boolean isAsked() {
        return asked;
    }

    void ask() {
        asked = true;
    }

    /** Nobody waits for it any more. */
    boolean isOver() {
        return over;
    }

    void answer(DiscoInfo info) {
        over = true;
        results.forEach(result -> result.complete(info));
    }

    void fail(Throwable why) {
        over = true;
        results.forEach(result -> result.completeExceptionally(why));
    }

    void fail(String why) {
        fail(new ClientException(why));
    }
}

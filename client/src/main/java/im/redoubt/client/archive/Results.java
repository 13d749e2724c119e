package im.redoubt.client.archive;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.xml.ParsedElement;
import java.util.ArrayList;
import java.util.List;

/** What an archive has sent for a query that is open. */
final class Results {
    /** The most bytes of a page. */
    static final int MOST_BYTES = 4 << 20;

    private final BareJid archive;
    private final int most;
    private final List<ParsedElement> all = new ArrayList<>();
    private long bytes;
    private boolean tooMuch;

    /**
     * Waits for results.
     *
     * @param archive who was asked
     * @param most how many it was asked for
     */
    Results(BareJid archive, int most) {
        this.archive = archive;
        this.most = most;
    }

    BareJid archive() {
        return archive;
    }

    /** Takes a result of so many bytes, if there is room. */
    void add(ParsedElement result, int size) {
        bytes += size;
        if (all.size() >= most || bytes > MOST_BYTES) {
            tooMuch = true;
            all.clear();
        }
        if (!tooMuch) {
            all.add(result);
        }
    }

    boolean tooMuch() {
        return tooMuch;
    }

    List<ParsedElement> all() {
        return all;
    }
}

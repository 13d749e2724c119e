package im.redoubt.client.rule;

import im.redoubt.protocol.address.BareJid;
import java.util.LinkedHashMap;
import java.util.Map;

/** Holds senders to the rate of one rule. Of so many senders it knows how much each has left; who was not seen longest is forgotten. */
final class Meter {
    /** The most senders that are known. */
    static final int MOST_SENDERS = 1024;

    private final Rate rate;
    private final Bucket together;
    private final Map<BareJid, Bucket> senders = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<BareJid, Bucket> eldest) {
            return size() > MOST_SENDERS;
        }
    };

    Meter(Rate rate, long now) {
        this.rate = rate;
        this.together = new Bucket(rate.together(), now);
    }

    /** Returns whether one more of this sender may be let in, and counts it if so. */
    boolean admits(BareJid sender, long now) {
        // Where nobody gets anything any more, nobody is remembered for it: a flood forgets nobody.
        if (!together.has(now)) {
            return false;
        }
        Bucket own = senders.computeIfAbsent(sender, first -> new Bucket(rate.each(), now));
        if (!own.has(now)) {
            return false;
        }
        own.take();
        together.take();
        return true;
    }

    int known() {
        return senders.size();
    }
}

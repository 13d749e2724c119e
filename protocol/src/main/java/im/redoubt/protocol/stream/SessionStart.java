package im.redoubt.protocol.stream;

import im.redoubt.protocol.address.FullJid;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * With what a session of a client begins.
 *
 * @param address its address
 * @param resumption what became of an earlier session
 * @param counting whether stanzas are counted
 * @param features what else is on
 */
record SessionStart(
        FullJid address,
        ResumptionOutcome resumption,
        Optional<StreamCounting> counting,
        Set<SessionFeature> features) {
    SessionStart {
        Set<SessionFeature> copy = EnumSet.noneOf(SessionFeature.class);
        copy.addAll(features);
        features = Collections.unmodifiableSet(copy);
    }

    /** Returns a session of which nothing is on. */
    static SessionStart at(FullJid address, ResumptionOutcome resumption) {
        return new SessionStart(address, resumption, Optional.empty(), EnumSet.noneOf(SessionFeature.class));
    }

    /** Returns this with its stanzas counted. */
    SessionStart counted(StreamCounting how) {
        return new SessionStart(address, resumption, Optional.of(how), features);
    }
}

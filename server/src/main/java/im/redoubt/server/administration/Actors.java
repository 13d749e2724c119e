package im.redoubt.server.administration;

import im.redoubt.server.admin.Administration;
import im.redoubt.server.feature.Request;

/** Gives the administration that acts for whoever asks, so that the events say who did it. */
@FunctionalInterface
public interface Actors {
    /** Returns the administration for the sender of {@code request}. */
    Administration of(Request request);
}

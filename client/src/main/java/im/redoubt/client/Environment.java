package im.redoubt.client;

import im.redoubt.client.time.Timeline;
import java.security.SecureRandom;

/**
 * What a session lives in.
 *
 * @param timeline the time
 * @param callbacks where the application's listeners run
 * @param random where identifiers and pauses come from
 * @param pace how patient it is
 */
record Environment(Timeline timeline, SerialCallbacks callbacks, SecureRandom random, Pace pace) {}

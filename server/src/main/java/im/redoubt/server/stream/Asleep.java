package im.redoubt.server.stream;

import im.redoubt.server.store.StreamCount;

/**
 * A session that waits for its client, and in which nothing is under way.
 *
 * @param count its stream, and how many stanzas of the client were handled
 * @param remains what it would still write
 */
record Asleep(StreamCount count, Handover.Remains remains) {}

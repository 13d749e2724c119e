package im.redoubt.server.store;

import java.time.Instant;

/**
 * A request for the account's presence that waits for its answer (RFC 6121 section 3.1.3).
 *
 * @param receivedAt when it came, to the millisecond
 * @param content the content of the presence stanza
 */
public record SubscriptionRequest(Instant receivedAt, Blob content) {}

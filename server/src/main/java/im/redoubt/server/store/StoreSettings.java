package im.redoubt.server.store;

import java.util.function.Consumer;

/**
 * Where the store is, and its limits.
 *
 * @param url the engine and the place
 * @param work the limits of its queues and threads
 * @param quotas what one account may hold
 * @param damage is told of each damaged row, on a thread of the store; it must be brief
 */
public record StoreSettings(StoreUrl url, WorkLimits work, AccountQuotas quotas, Consumer<StoreDamage> damage) {}

package im.redoubt.things.event;

import java.time.Instant;

/**
 * Something that happened at a device.
 *
 * @param <E> the type of the event
 * @param number the how-manieth it is, from 1 on
 * @param at when it happened, as far as the device knew then
 * @param certain whether the device knew the time of day: without that, it was no earlier than this
 * @param event what happened
 */
public record Happened<E>(long number, Instant at, boolean certain, E event) {}

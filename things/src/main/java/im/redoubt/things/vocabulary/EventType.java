package im.redoubt.things.vocabulary;

import im.redoubt.client.extension.Codec;

/**
 * An event of a vocabulary, as the processor describes it.
 *
 * @param <E> its record
 * @param codec how it is written
 */
public record EventType<E extends Event>(Codec<E> codec) {}

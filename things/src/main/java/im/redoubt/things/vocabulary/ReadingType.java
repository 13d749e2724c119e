package im.redoubt.things.vocabulary;

import im.redoubt.client.extension.Codec;

/**
 * A reading of a vocabulary, as the processor describes it.
 *
 * @param <R> its record
 * @param codec how it is written
 */
public record ReadingType<R extends Reading>(Codec<R> codec) {}

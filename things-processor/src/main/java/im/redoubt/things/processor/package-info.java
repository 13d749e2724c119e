/**
 * Makes of a vocabulary (an interface with {@code @Vocabulary}) the codecs of its records while it is compiled, so that no device
 * looks anything up by reflection. What would not be taken over the network, or would be taken by the wrong ones, does not compile.
 *
 * <p>It runs inside the compiler, on its thread, and depends on no other module: the kit's types are known to it by name
 * ({@link im.redoubt.things.processor.Kit}). What it makes depends on the source alone, byte for byte.
 */
@NullMarked
package im.redoubt.things.processor;

import org.jspecify.annotations.NullMarked;

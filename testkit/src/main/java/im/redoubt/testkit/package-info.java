/**
 * What tests are made of: transcripts ({@link im.redoubt.testkit.transcript}), peers that behave and peers that do not
 * ({@link im.redoubt.testkit.peer}, {@link im.redoubt.testkit.fault}), and a clock that tests move
 * ({@link im.redoubt.testkit.time}).
 *
 * <p>It depends on nothing of ours, and reads XML with the parser of the JDK: a test must not share its subject's mistakes.
 * Ships nothing.
 */
@NullMarked
package im.redoubt.testkit;

import org.jspecify.annotations.NullMarked;

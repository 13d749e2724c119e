/** The programs that {@code bench/client} runs, and the tests that they measure what they say. */
@NullMarked
package im.redoubt.bench;

import org.jspecify.annotations.NullMarked;

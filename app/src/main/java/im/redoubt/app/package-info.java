/**
 * The command line: the only place that puts modules together.
 *
 * <p>{@link im.redoubt.app.Main} hands the arguments to picocli. Commands print what they found on standard output and
 * everything else on standard error; what goes wrong is one line that says what to do, never a stack trace.
 */
@NullMarked
package im.redoubt.app;

import org.jspecify.annotations.NullMarked;

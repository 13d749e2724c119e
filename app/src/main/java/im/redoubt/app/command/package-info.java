/** The commands, one class each, and what they share: the terminal, exit codes, options of the configuration. */
@NullMarked
package im.redoubt.app.command;

import org.jspecify.annotations.NullMarked;

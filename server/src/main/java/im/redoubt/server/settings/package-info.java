/**
 * The settings of the server: typed values, each with its default, its range and its meaning in one {@link Key}.
 *
 * <p>Values only: nothing here reads the configuration file (the command line does) or the network. A key that does not
 * stand in {@link Keys#ALL} does not exist, and there is no key that makes the server less safe than its peers need:
 * clear text, weak mechanisms and remote administration cannot be spelled.
 */
@NullMarked
package im.redoubt.server.settings;

import org.jspecify.annotations.NullMarked;

/**
 * Reads the configuration strictly: what is not understood, or not safe, stops the start with the place and the mend.
 *
 * <p>Precedence: {@code --domain} and {@code --data}, then {@code --set}, then the file, then the defaults.
 */
@NullMarked
package im.redoubt.app.config;

import org.jspecify.annotations.NullMarked;

@NullMarked
package im.redoubt.server;

import org.jspecify.annotations.NullMarked;

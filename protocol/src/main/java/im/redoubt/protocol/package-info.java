@NullMarked
package im.redoubt.protocol;

import org.jspecify.annotations.NullMarked;

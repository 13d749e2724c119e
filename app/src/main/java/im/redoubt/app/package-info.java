@NullMarked
package im.redoubt.app;

import org.jspecify.annotations.NullMarked;

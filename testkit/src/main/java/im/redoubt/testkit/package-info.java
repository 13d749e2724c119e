@NullMarked
package im.redoubt.testkit;

import org.jspecify.annotations.NullMarked;

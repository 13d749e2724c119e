/** The keys by which controllers and devices know each other, whatever the servers between them say. */
@NullMarked
package im.redoubt.things.key;

import org.jspecify.annotations.NullMarked;

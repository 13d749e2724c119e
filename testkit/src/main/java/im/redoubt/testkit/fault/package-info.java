/** Peers and networks that misbehave on purpose. */
@NullMarked
package im.redoubt.testkit.fault;

import org.jspecify.annotations.NullMarked;

/** Session establishment of RFC 3921 section 3, which RFC 6121 made a thing of the past; old clients still ask for it. */
@NullMarked
package im.redoubt.server.establishment;

import org.jspecify.annotations.NullMarked;

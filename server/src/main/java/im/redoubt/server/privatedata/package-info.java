/** Private XML storage (XEP-0049). */
@NullMarked
package im.redoubt.server.privatedata;

import org.jspecify.annotations.NullMarked;

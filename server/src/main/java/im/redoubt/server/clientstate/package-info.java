/** Clients that say when nobody looks at them (XEP-0352), and what can wait meanwhile. */
@NullMarked
package im.redoubt.server.clientstate;

import org.jspecify.annotations.NullMarked;

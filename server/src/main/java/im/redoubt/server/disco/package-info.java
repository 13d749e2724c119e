/** Service discovery (XEP-0030). */
@NullMarked
package im.redoubt.server.disco;

import org.jspecify.annotations.NullMarked;

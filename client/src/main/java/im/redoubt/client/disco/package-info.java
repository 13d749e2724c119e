/** What others are and can do, and what they are told of this client (XEP-0030). */
@NullMarked
package im.redoubt.client.disco;

import org.jspecify.annotations.NullMarked;

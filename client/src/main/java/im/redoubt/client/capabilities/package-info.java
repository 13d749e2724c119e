/** What the clients of contacts can do, known from one of them for all that are like it (XEP-0115, XEP-0390). */
@NullMarked
package im.redoubt.client.capabilities;

import org.jspecify.annotations.NullMarked;

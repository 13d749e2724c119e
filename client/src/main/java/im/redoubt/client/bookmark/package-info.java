/** The rooms that the account remembers (XEP-0402). */
@NullMarked
package im.redoubt.client.bookmark;

import org.jspecify.annotations.NullMarked;

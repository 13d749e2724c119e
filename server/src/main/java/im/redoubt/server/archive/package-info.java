/** Archives of conversations (XEP-0313, XEP-0441), and the ids that messages have in them (XEP-0359). */
@NullMarked
package im.redoubt.server.archive;

import org.jspecify.annotations.NullMarked;

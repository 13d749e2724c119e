/** Messages that wait for somebody (XEP-0160, XEP-0203). */
@NullMarked
package im.redoubt.server.offline;

import org.jspecify.annotations.NullMarked;

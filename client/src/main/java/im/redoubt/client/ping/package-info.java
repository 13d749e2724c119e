/** Whether somebody is there (XEP-0199). */
@NullMarked
package im.redoubt.client.ping;

import org.jspecify.annotations.NullMarked;

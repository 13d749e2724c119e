/** Ad-hoc commands (XEP-0050). */
@NullMarked
package im.redoubt.server.command;

import org.jspecify.annotations.NullMarked;

/** Ad-hoc commands (XEP-0050): forms that somebody with the right to do so fills in. */
@NullMarked
package im.redoubt.server.command;

import org.jspecify.annotations.NullMarked;

/** Software version (XEP-0092): the name and nothing more. */
@NullMarked
package im.redoubt.server.version;

import org.jspecify.annotations.NullMarked;

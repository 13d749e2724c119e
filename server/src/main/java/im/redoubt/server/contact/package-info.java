/** Contact addresses (XEP-0157). */
@NullMarked
package im.redoubt.server.contact;

import org.jspecify.annotations.NullMarked;

/** Service administration in band (XEP-0133), for accounts with the role of an administrator. */
@NullMarked
package im.redoubt.server.administration;

import org.jspecify.annotations.NullMarked;

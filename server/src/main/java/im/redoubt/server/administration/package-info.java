/** Service administration by ad-hoc commands (XEP-0133). */
@NullMarked
package im.redoubt.server.administration;

import org.jspecify.annotations.NullMarked;

/** The contacts of the account (RFC 6121 section 2, with the versions that XEP-0237 brought). */
@NullMarked
package im.redoubt.client.roster;

import org.jspecify.annotations.NullMarked;

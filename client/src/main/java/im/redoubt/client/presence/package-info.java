/** Who is there: the account itself and its contacts, and who may see whom (RFC 6121 sections 3 and 4). */
@NullMarked
package im.redoubt.client.presence;

import org.jspecify.annotations.NullMarked;

/** What accounts publish about themselves, and what an account keeps for itself (XEP-0163, XEP-0223, of XEP-0060). */
@NullMarked
package im.redoubt.client.pep;

import org.jspecify.annotations.NullMarked;

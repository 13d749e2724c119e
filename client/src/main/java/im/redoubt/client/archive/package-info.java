/**
 * What was said before (XEP-0313, in pages by XEP-0059; preferences by XEP-0441).
 *
 * <p>Guarantee: an archive's answer is believed only of the archive that was asked, and under the identifier of the query that
 * is open; a message in it can be shown as from somebody only if it can be in that archive.
 */
@NullMarked
package im.redoubt.client.archive;

import org.jspecify.annotations.NullMarked;

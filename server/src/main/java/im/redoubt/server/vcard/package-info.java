/** vCard-temp (XEP-0054). */
@NullMarked
package im.redoubt.server.vcard;

import org.jspecify.annotations.NullMarked;

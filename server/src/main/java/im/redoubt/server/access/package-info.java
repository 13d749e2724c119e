/** Client access management (XEP-0494): who can get at an account, as its owner sees it. */
@NullMarked
package im.redoubt.server.access;

import org.jspecify.annotations.NullMarked;

/**
 * What the operator keeps out (control SRV-08): rules that block, bounce, set aside or mark stanzas on entry. Whoever judges is on
 * the sender's event loop; what that may cost is bounded for each stanza, whatever is in it.
 */
@NullMarked
package im.redoubt.server.filter;

import org.jspecify.annotations.NullMarked;

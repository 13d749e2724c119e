/**
 * Whom an account hears (docs/admission.md): an account that says so hears nobody but those on its list, which suits a device that is
 * to be woken by its peers alone. {@link im.redoubt.server.blocking.Blocklists} keeps everybody else away, as if he were blocked.
 *
 * <p>Guarantees: nothing of a stranger reaches such an account, waits for it, or is in its archive, and he hears what he hears of an
 * account that does not exist; the list changes as a whole or not at all; a token lets in one account, once, for as long as its
 * invitation holds. The account itself and its server are never kept away.
 */
@NullMarked
package im.redoubt.server.admission;

import org.jspecify.annotations.NullMarked;

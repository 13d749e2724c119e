/**
 * Reads Java sources that use Smack, Babbler or plain JSSE and names what is wrong in them (IOT-07). They are parsed by the JDK's compiler and
 * judged by its tree: names are resolved by imports and declarations, so the libraries need not be there. Nothing is compiled, no
 * annotation processor runs, and nothing of what is read is loaded.
 */
@NullMarked
package im.redoubt.audit.source;

import org.jspecify.annotations.NullMarked;

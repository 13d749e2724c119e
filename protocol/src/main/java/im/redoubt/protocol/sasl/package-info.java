@NullMarked
package im.redoubt.protocol.sasl;

import org.jspecify.annotations.NullMarked;

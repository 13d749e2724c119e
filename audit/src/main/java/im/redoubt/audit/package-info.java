/**
 * What the linters say (IOT-07): rules with their reasons and mends, findings with their places, and what could not be read.
 * Nothing of what was read is in a finding but the name of the file and a number of a line, so no secret is told on.
 */
@NullMarked
package im.redoubt.audit;

import org.jspecify.annotations.NullMarked;

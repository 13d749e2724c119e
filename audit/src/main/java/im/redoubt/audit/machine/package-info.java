/**
 * Tells text that machines write to each other from text that people write: by signs that are weighed, without a dictionary. Both linters use
 * it, the one for what was sent, the other for what a program would send.
 */
@NullMarked
package im.redoubt.audit.machine;

import org.jspecify.annotations.NullMarked;

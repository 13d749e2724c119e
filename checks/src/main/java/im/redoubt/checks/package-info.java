/** Tests of the project as a whole: its architecture, its sizes, its build, and the proofs of its controls. */
@NullMarked
package im.redoubt.checks;

import org.jspecify.annotations.NullMarked;

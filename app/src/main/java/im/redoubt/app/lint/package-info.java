/** Writes what the linters of {@code audit} say: lines for people, JSON, and SARIF 2.1.0, each as it is found, so that nothing is collected. */
@NullMarked
package im.redoubt.app.lint;

import org.jspecify.annotations.NullMarked;

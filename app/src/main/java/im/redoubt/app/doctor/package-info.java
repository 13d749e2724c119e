/** The checks of {@code doctor}: each looks at one thing and says what to do about it. */
@NullMarked
package im.redoubt.app.doctor;

import org.jspecify.annotations.NullMarked;

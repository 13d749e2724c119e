/** What devices tell by themselves, until everybody who is to know of it has said that he does. */
@NullMarked
package im.redoubt.things.event;

import org.jspecify.annotations.NullMarked;

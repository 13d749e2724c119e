/** Attacks on the whole service: each test is an attacker who is met over the network by the real thing. */
@NullMarked
package im.redoubt.app.attack;

import org.jspecify.annotations.NullMarked;

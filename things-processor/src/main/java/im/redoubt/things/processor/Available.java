package im.redoubt.things.processor;

/**
 * Which annotations what is made can carry: a program need not have them, and Android does not.
 *
 * @param generated that of the compiler's own
 * @param nullMarked that of JSpecify
 */
record Available(boolean generated, boolean nullMarked) {}

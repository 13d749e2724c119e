/**
 * How a vendor says what his devices understand: an interface with records in it, in a namespace of his own. A processor at build time makes
 * the codecs, an XML schema and a page of documentation of it ({@code redoubt-things-processor}); nothing is looked up while a program runs.
 *
 * <pre>{@code
 * @Vocabulary("urn:example:alarm:1")
 * public interface Alarm {
 *     enum Zone { HALL, GARDEN }
 *
 *     record State(boolean armed, boolean sounding) implements Reading {}
 *
 *     @AllowedTo({Role.OWNER, Role.USER})
 *     record Disarm(@Secret Pin pin, Zone zone) implements Command<State> {}
 *
 *     record Intrusion(Zone zone, Instant at) implements Event {}
 * }
 * }</pre>
 *
 * <p>Of it comes a class {@code AlarmTypes} with {@code DISARM}, {@code INTRUSION} and {@code STATE}. Every field must be there exactly once
 * unless it is an {@code Optional}, what is not declared is refused, and what has no bounds by its type must have them by an annotation: so
 * whatever comes over the network is whole, or it is not taken (IOT-02, IOT-06).
 */
@NullMarked
package im.redoubt.things.vocabulary;

import org.jspecify.annotations.NullMarked;

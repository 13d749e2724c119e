/**
 * Payloads of an application's own: a record and a codec of a few lines beside it (APP-02).
 *
 * <p>Guarantee: what is decoded is whole and within its bounds, or it is a refusal that says which field was wrong and why. There
 * is no object with something missing, and no exception because of what came from the network. What is encoded has been held
 * against the same bounds.
 *
 * <pre>{@code
 * record Reading(Unit unit, int tenths, Instant at, Optional<Unverified> note) {
 *     enum Unit { CELSIUS, KELVIN }
 *
 *     static final Codec<Reading> CODEC = Codec.element("urn:example:reading:0", "reading")
 *             .of(Reading::new,
 *                     attribute("unit", Kind.oneOf(Unit.class), Reading::unit),
 *                     attribute("tenths", Kind.integer(-2732, 20_000), Reading::tenths),
 *                     attribute("at", Kind.instant(), Reading::at),
 *                     optionalChild("note", Kind.text(200), Reading::note));
 * }
 *
 * Decoded<Reading> reading = Reading.CODEC.decode(message);
 * Element payload = Reading.CODEC.encode(new Reading(…));
 * }</pre>
 *
 * <p>Everything here is immutable and may be used by any thread.
 */
@NullMarked
package im.redoubt.client.extension;

import org.jspecify.annotations.NullMarked;

package im.redoubt.testkit.hostile;

/**
 * One thing that is done otherwise than an honest service does it.
 *
 * @param at when
 * @param bend what is said
 * @param delivery how it is brought
 */
public record Bending(Moment at, Bend bend, Delivery delivery) {
    /** Nothing: an honest service. */
    public static final Bending NONE = at(Moment.PONG, (honest, scene) -> honest);

    /** Returns a bending that is brought in one piece. */
    public static Bending at(Moment moment, Bend bend) {
        return new Bending(moment, bend, Delivery.WHOLE);
    }
}

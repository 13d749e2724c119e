package im.redoubt.testkit.hostile;

/** What takes the place of something honest. */
@FunctionalInterface
public interface Bend {
    /**
     * Bends.
     *
     * @param honest what an honest service would say
     * @param scene what it knows
     * @return what is said
     */
    String bend(String honest, Scene scene);
}

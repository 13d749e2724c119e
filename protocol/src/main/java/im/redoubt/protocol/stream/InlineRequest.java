package im.redoubt.protocol.stream;

/** What a client asked for together with its attempt: done after the success, and before the success is told. */
interface InlineRequest {
    /** Returns what the driver is asked to do. */
    ServerEffect effect(Completion completion);

    /**
     * Returns the step after the driver has answered.
     *
     * @param state where the negotiation stands
     * @param rest what is left to do and to tell behind this
     */
    ServerStep answered(AwaitingInline state, Completion rest, ServerAnswer answer);
}

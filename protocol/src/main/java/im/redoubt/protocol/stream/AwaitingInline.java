package im.redoubt.protocol.stream;

/**
 * The client has proved who it is, and what it asked for together with its attempt is being done.
 *
 * @param completion what is left to do and to tell; the first of it is being done
 */
public record AwaitingInline(Completion completion) implements AwaitingAnswer {
    @Override
    public ServerContext context() {
        return completion.context();
    }

    @Override
    public ServerStep answered(ServerAnswer answer) {
        return completion.left().get(0).answered(this, completion.rest(), answer);
    }
}

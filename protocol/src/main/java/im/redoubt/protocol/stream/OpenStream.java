package im.redoubt.protocol.stream;

import im.redoubt.xml.XmlEvent;

/** A state in which the header of the current stream has been answered, and no other is expected. */
public sealed interface OpenStream extends ServerState
        permits AwaitingStartTls,
                AwaitingAuth,
                AwaitingProof,
                AwaitingTask,
                AwaitingSaltedPassword,
                Invited,
                AwaitingBind,
                AwaitingAnswer,
                Bound {
    @Override
    default boolean headerSent() {
        return true;
    }

    /** A new stream was not agreed on. */
    @Override
    default ServerStep opened(XmlEvent.Opened header) {
        return fail(StreamCondition.BAD_FORMAT, "a stream header where an element was expected");
    }
}

package im.redoubt.server.stream;

import im.redoubt.protocol.stream.ServerAnswer;
import java.util.concurrent.CompletionStage;

/**
 * A session that begins together with the authentication of its client (XEP-0386). It is there for others already; nothing that it is
 * sent is written before its client knows of it.
 *
 * @param session what takes the stream's stanzas
 * @param answer complete, on the event loop, when all is known that the client is told of it
 */
public record Beginning(StreamDriver session, CompletionStage<ServerAnswer> answer) {}

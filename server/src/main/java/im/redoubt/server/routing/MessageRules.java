package im.redoubt.server.routing;

import im.redoubt.protocol.stanza.MessageType;

/**
 * Where a message to an account of this server goes: the table of RFC 6121 section 8.5.4 without its first rows, since a
 * session that exists gets whatever is addressed to it (section 8.5.3.1).
 */
final class MessageRules {
    private MessageRules() {}

    /** What is done with a message. */
    enum Verdict {
        /** To all available sessions whose priority is not negative. */
        DELIVER,
        /** Kept until somebody is there, if the account exists; nobody is told whether it does. */
        KEEP,
        /** Answered with {@code service-unavailable}. */
        REFUSE,
        /** Dropped without a word. */
        IGNORE
    }

    static Verdict decide(MessageType type, Addressing addressing, Standing standing) {
        return switch (addressing) {
            case BARE -> toAccount(type, standing);
            case FULL_NO_MATCH ->
                switch (type) {
                    case CHAT -> toAccount(type, standing);
                    case NORMAL, GROUPCHAT -> Verdict.REFUSE;
                    case HEADLINE, ERROR -> Verdict.IGNORE;
                };
        };
    }

    private static Verdict toAccount(MessageType type, Standing standing) {
        return switch (type) {
            case NORMAL, CHAT -> standing == Standing.AVAILABLE ? Verdict.DELIVER : Verdict.KEEP;
            case HEADLINE -> standing == Standing.AVAILABLE ? Verdict.DELIVER : Verdict.IGNORE;
            case GROUPCHAT -> Verdict.REFUSE;
            case ERROR -> Verdict.IGNORE;
        };
    }
}

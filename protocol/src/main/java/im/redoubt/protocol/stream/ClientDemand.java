package im.redoubt.protocol.stream;

/** What a client can insist on besides its {@link im.redoubt.protocol.sasl.SelectionPolicy}: what it once had with a server. */
public enum ClientDemand {
    /** The extensible profile of SASL (XEP-0388): a server that has had it has it still. */
    EXTENSIBLE_PROFILE,
    /** The password is proved and not sent, whatever was permitted. */
    PROVED_PASSWORD,
    /** A token that is bound to the connection: none without binding is used or asked for (XEP-0484 section 6). */
    BOUND_TOKEN
}

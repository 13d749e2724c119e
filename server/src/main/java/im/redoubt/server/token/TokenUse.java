package im.redoubt.server.token;

import im.redoubt.protocol.sasl.TokenMechanism;
import im.redoubt.server.store.TokenSerial;

/** A token that was used: its client is who it says. Prints nothing. */
public final class TokenUse {
    private final TokenSerial serial;
    private final TokenMechanism mechanism;
    private final byte[] answer;
    private final boolean due;

    TokenUse(TokenSerial serial, TokenMechanism mechanism, byte[] answer, boolean due) {
        this.serial = serial;
        this.mechanism = mechanism;
        this.answer = answer;
        this.due = due;
    }

    /** Returns which token it was. */
    public TokenSerial serial() {
        return serial;
    }

    /** Returns the mechanism that it is for. */
    public TokenMechanism mechanism() {
        return mechanism;
    }

    /** Returns the message by which the server proves that it knows the token, not yet base64. */
    public byte[] answer() {
        return answer.clone();
    }

    /** Returns whether it is time for another one. */
    public boolean due() {
        return due;
    }
}

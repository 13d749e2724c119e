// The bytes of a secret are had by one method, whose name stands out; there is none that gives them as text.
import im.redoubt.protocol.Secret;

final class SecretInALog {
    String forTheLog(Secret token) {
        return token.text(); // refused: cannot find symbol
        // instead: return token.toString(); // ***
    }
}

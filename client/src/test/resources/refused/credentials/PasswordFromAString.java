// Nor can a String be turned into one on the way.
import im.redoubt.client.credential.Password;

final class PasswordFromAString {
    Password password(char[] typed) {
        return Password.of(new String(typed)); // refused: String cannot be converted to char[]
        // instead: return Password.of(typed);
    }
}

// A password in a String stays in memory until somebody reads it there.
import im.redoubt.client.Client;
import im.redoubt.client.credential.Password;

final class SecretInAString {
    Client client(char[] typed) {
        return Client.builder("alice@example.org")
                .password("correct horse battery") // refused: String cannot be converted to im.redoubt.client.credential.Password
                // instead: .password(Password.of(typed))
                .build();
    }
}

// To send the password itself takes a sentence that somebody who reads the program understands.
import im.redoubt.client.Client;
import im.redoubt.client.credential.Password;
import im.redoubt.protocol.stream.PlainPermission;

final class PlainByAFlag {
    Client client(Password password) {
        return Client.builder("alice@example.org")
                .password(password)
                .plain(true) // refused: boolean cannot be converted to im.redoubt.protocol.stream.PlainPermission
                // instead: .plain(PlainPermission.theServerMayReadThePassword())
                .build();
    }
}

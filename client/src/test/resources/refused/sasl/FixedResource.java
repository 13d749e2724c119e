// The server chooses the resource, so that nobody can guess where a device is, or take its place.
import im.redoubt.client.Client;
import im.redoubt.client.credential.Password;

final class FixedResource {
    Client client(Password password) {
        return Client.builder("alarm@example.org")
                .password(password)
                .resource("panel-1") // refused: cannot find symbol
                // instead: .agent("Alarm panel", "Hall")
                .build();
    }
}

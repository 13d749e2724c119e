// The certificate must be the XMPP domain's; that cannot be switched off.
import im.redoubt.client.Client;
import im.redoubt.client.credential.Password;
import im.redoubt.client.locate.Place;

final class NameCheckOff {
    Client client(Password password) {
        return Client.builder("alice@example.org")
                .password(password)
                .hostnameVerifier((host, session) -> true) // refused: cannot find symbol
                // instead: .place(Place.startTls("xmpp3.provider.example", 5222))
                .build();
    }
}

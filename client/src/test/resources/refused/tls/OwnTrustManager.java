// A trust manager cannot be handed in: those that accept everything are where most clients are broken.
import im.redoubt.client.Client;
import im.redoubt.client.credential.Password;
import im.redoubt.client.trust.Trust;
import javax.net.ssl.X509TrustManager;

final class OwnTrustManager {
    Client client(Password password, X509TrustManager manager) {
        return Client.builder("alice@example.org")
                .password(password)
                .trust(manager) // refused: X509TrustManager cannot be converted to im.redoubt.client.trust.Trust
                // instead: .trust(Trust.pkix())
                .build();
    }
}

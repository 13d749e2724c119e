package im.redoubt.testkit.hostile;

/**
 * What a service knows of a client at a moment; empty where it knows nothing yet.
 *
 * @param account the address of the account
 * @param address the address of the session
 * @param domain the domain
 * @param id the identifier of the client's last request
 * @param nonce the client's nonce
 */
public record Scene(String account, String address, String domain, String id, String nonce) {
    Scene at(String session) {
        return new Scene(account, session, domain, id, nonce);
    }

    Scene asked(String request) {
        return new Scene(account, address, domain, request, nonce);
    }

    Scene began(String random) {
        return new Scene(account, address, domain, id, random);
    }
}

package im.redoubt.bench;

import im.redoubt.client.Client;
import im.redoubt.client.Session;
import im.redoubt.client.archive.Archive;
import im.redoubt.client.carbons.Carbons;
import im.redoubt.client.chat.Chat;
import im.redoubt.client.credential.CredentialStore;
import im.redoubt.client.credential.EphemeralStore;
import im.redoubt.client.credential.Password;
import im.redoubt.client.disco.Disco;
import im.redoubt.client.ping.Ping;
import im.redoubt.client.presence.Presences;
import im.redoubt.client.receipt.Receipts;
import im.redoubt.client.roster.Roster;
import im.redoubt.client.trust.Trust;
import im.redoubt.protocol.address.BareJid;
import java.util.List;

/** A client made of our library, with the features that most programs have and everything else as it comes. */
final class OurClient {
    private OurClient() {}

    /** Returns the client of an account that has a password. */
    static Client of(Place place, int number) {
        return with(place, number, storeOf(place, number));
    }

    /** Returns the client of an account that signs in by what a store has. */
    static Client with(Place place, int number, CredentialStore store) {
        return Client.builder(address(place, number))
                .credentials(store)
                .trust(Trust.pkix(List.of(place.authority())))
                .place(im.redoubt.client.locate.Place.startTls(Place.HOST, place.port()))
                .with(
                        Chat.FEATURE,
                        Roster.FEATURE,
                        Presences.FEATURE,
                        Carbons.FEATURE,
                        Archive.FEATURE,
                        Receipts.FEATURE,
                        Disco.FEATURE,
                        Ping.FEATURE)
                .build();
    }

    static CredentialStore storeOf(Place place, int number) {
        CredentialStore store = new EphemeralStore();
        store.update(address(place, number), kept -> kept.withPassword(Password.of(Place.PASSWORD.toCharArray())));
        return store;
    }

    static BareJid address(Place place, int number) {
        return BareJid.of(Place.name(number), place.domain());
    }

    /** Waits until the session has its roster, and so has said that it is there. */
    static Session ready(Session session) {
        session.get(Roster.FEATURE).loaded().await();
        return session;
    }
}

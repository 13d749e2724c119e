package im.redoubt.server.blocking;

import static im.redoubt.server.fixture.Station.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.Jid;
import im.redoubt.server.store.Admission;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** XEP-0191 section 5: which addresses an item stands for. */
@Tag("R-79")
class BlocklistTest {
    @ParameterizedTest
    @CsvSource({
        // a session: it alone
        "eve@spam.example/phone, eve@spam.example/phone, true",
        "eve@spam.example/phone, eve@spam.example/Phone, false",
        "eve@spam.example/phone, eve@spam.example,       false",
        "eve@spam.example/phone, spam.example/phone,     false",
        // an account: all its sessions
        "eve@spam.example,       eve@spam.example,       true",
        "eve@spam.example,       eve@spam.example/phone, true",
        "EVE@Spam.Example,       eve@spam.example/phone, true",
        "eve@spam.example,       eva@spam.example,       false",
        "eve@spam.example,       spam.example,           false",
        "eve@spam.example,       eve@sub.spam.example,   false",
        // a session of a domain: it alone
        "spam.example/a@b.c,     spam.example/a@b.c,     true",
        "spam.example/phone,     eve@spam.example/phone, false",
        "spam.example/phone,     spam.example,           false",
        "spam.example/a@b.c,     a@b.c,                  false",
        // a domain: itself and everybody there, and no other domain
        "spam.example,           spam.example,           true",
        "spam.example,           spam.example/phone,     true",
        "spam.example,           eve@spam.example,       true",
        "spam.example,           eve@spam.example/phone, true",
        "spam.example,           eve@sub.spam.example,   false",
        "spam.example,           eve@notspam.example,    false",
        "spam.example,           spam.example@b.c/d,     false",
        // one's own account and server, whatever is on the list
        "alice@localhost,        alice@localhost,        false",
        "alice@localhost/phone,  alice@localhost/phone,  false",
        "localhost,              alice@localhost/phone,  false",
        "localhost,              localhost,              false",
        "localhost/x,            localhost/x,            false",
        "localhost,              eve@localhost/phone,    true",
    })
    void anItemStandsForWhatItNames(String item, String address, boolean blocked) {
        Blocklist list = new Blocklist(ALICE, List.of(Jid.of("other@spam.example"), Jid.of(item)), Admission.EVERYBODY);
        assertThat(list.blocks(Jid.of(address))).isEqualTo(blocked);
        assertThat(new Blocklist(ALICE, List.of(), Admission.EVERYBODY).blocks(Jid.of(address)))
                .isFalse();
    }
}

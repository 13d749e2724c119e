package im.redoubt.server.archive;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.Jid;
import im.redoubt.server.archive.Preferences.Default;
import im.redoubt.xml.Element;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** XEP-0441 sections 2.1 to 2.6. */
class PreferencesTest {
    private static final Preferences MIXED = new Preferences(
            Default.ROSTER,
            Set.of(Jid.of("romeo@localhost"), Jid.of("nurse@localhost/kitchen")),
            Set.of(Jid.of("nurse@localhost"), Jid.of("tybalt@localhost/sword"), Jid.of("romeo@localhost/x")));

    /** Section 2.6: an address without a resource stands for all of its resources, one with a resource for itself. */
    @ParameterizedTest
    @CsvSource({
        "romeo@localhost,ALWAYS",
        "romeo@localhost/garden,ALWAYS",
        "romeo@localhost/x,ALWAYS",
        "nurse@localhost,NEVER",
        "nurse@localhost/bedroom,NEVER",
        "nurse@localhost/kitchen,ALWAYS",
        "tybalt@localhost/sword,NEVER",
        "tybalt@localhost,ROSTER",
        "tybalt@localhost/other,ROSTER",
        "localhost,ROSTER"
    })
    void listsComeBeforeTheRest(String peer, Default what) {
        assertThat(MIXED.of(Jid.of(peer))).isEqualTo(what);
        assertThat(Preferences.USUAL.of(Jid.of(peer))).isEqualTo(Default.ALWAYS);
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        assertThat(Preferences.read(MIXED.toElement())).contains(MIXED);
        assertThat(Preferences.read(Preferences.USUAL.toElement())).contains(Preferences.USUAL);
        assertThat(MIXED.size()).isEqualTo(5);
    }

    /** Sections 2.3 and 2.4: a list that is left out is empty. */
    @Test
    void listsMayBeLeftOut() {
        assertThat(Preferences.read(prefs("never").build()))
                .contains(new Preferences(Default.NEVER, Set.of(), Set.of()));
    }

    @Test
    void whatIsMalformedIsNothing() {
        assertThat(Preferences.read(prefs("").build())).isEmpty();
        assertThat(Preferences.read(prefs("Always").build())).isEmpty();
        assertThat(Preferences.read(Element.named("urn:xmpp:mam:2", "prefs").build()))
                .isEmpty();
        for (String list : new String[] {"always", "never"}) {
            assertThat(Preferences.read(prefs("always")
                            .child(Element.named("urn:xmpp:mam:2", list)
                                    .child("urn:xmpp:mam:2", "jid", "a@b@c")
                                    .build())
                            .build()))
                    .isEqualTo(Optional.empty());
        }
    }

    private static Element.Builder prefs(String otherwise) {
        return Element.named("urn:xmpp:mam:2", "prefs").attribute("default", otherwise);
    }
}

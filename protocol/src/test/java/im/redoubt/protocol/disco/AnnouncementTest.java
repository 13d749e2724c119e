package im.redoubt.protocol.disco;

import static im.redoubt.protocol.disco.Answers.entity;
import static im.redoubt.protocol.disco.Answers.presence;
import static im.redoubt.protocol.disco.Answers.set;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.disco.CapabilityHash.Scheme;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What presences say of capabilities, and what is taken for a hash. */
@Tag("X-83")
class AnnouncementTest {
    private static final String SHA_1 = "QgayPKawpkPSDYmwT/WM94uAlu0=";
    private static final String SHA_256 = "u79ZroNJbdSWhdSp311mddz44oHHPsEBntQ5b1jqBSY=";
    private static final String SHA3_256 = "XpUJzLAc93258sMECZ3FJpebkzuyNXDzRNwQog8eycg=";

    private static Announcement.Hashed hashed(Scheme scheme, HashAlgorithm algorithm, String hash, String node) {
        return new Announcement.Hashed(new CapabilityHash(scheme, algorithm, hash), node);
    }

    @Test
    void nothingIsSaidByOtherThings() {
        assertThat(Announcement.in(presence("<show xmlns='jabber:client'>away</show>", "<c xmlns='urn:other'/>")))
                .isEqualTo(new Announcement.Nothing());
    }

    /** The question names the software, the cache does not. */
    @Test
    void aHashOfTheOldKind() {
        assertThat(Announcement.in(presence(entity(SHA_1))))
                .isEqualTo(hashed(Scheme.ENTITY, HashAlgorithm.SHA_1, SHA_1, "urn:client#" + SHA_1));
        assertThat(Announcement.in(presence(
                        "<c xmlns='http://jabber.org/protocol/caps' hash='sha-256' node='n' ver='" + SHA_256 + "'/>")))
                .isEqualTo(hashed(Scheme.ENTITY, HashAlgorithm.SHA_256, SHA_256, "n#" + SHA_256));
    }

    /** Where both kinds are there, the old one says nothing (XEP-0390 section 7.2). */
    @Test
    void aHashOfTheNewKind() {
        Announcement.Hashed expected =
                hashed(Scheme.SET, HashAlgorithm.SHA_256, SHA_256, "urn:xmpp:caps#sha-256." + SHA_256);
        assertThat(Announcement.in(presence(set(SHA_256)))).isEqualTo(expected);
        assertThat(Announcement.in(presence(entity(SHA_1), set(SHA_256)))).isEqualTo(expected);
    }

    /** One of those that are known is taken, by a preference of our own and not by the order of the client. */
    @Test
    void ofSeveralHashesOneIsTaken() {
        assertThat(Announcement.in(presence("<c xmlns='urn:xmpp:caps'>"
                        + "<hash xmlns='urn:xmpp:hashes:2' algo='blake2b-256'>AAAA</hash>"
                        + "<hash xmlns='urn:xmpp:hashes:2' algo='sha3-256'>" + SHA3_256 + "</hash>"
                        + "<hash xmlns='urn:xmpp:hashes:2' algo='sha-256'>" + SHA_256 + "</hash></c>")))
                .isEqualTo(hashed(Scheme.SET, HashAlgorithm.SHA_256, SHA_256, "urn:xmpp:caps#sha-256." + SHA_256));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // The legacy format has no hash (XEP-0115 appendix), and its version may look like one.
                "<c xmlns='http://jabber.org/protocol/caps' node='n' ver='0.11'/>",
                "<c xmlns='http://jabber.org/protocol/caps' node='n' ver='QgayPKawpkPSDYmwT/WM94uAlu0=' ext='a b'/>",
                "<c xmlns='http://jabber.org/protocol/caps' hash='sha-1' ver='QgayPKawpkPSDYmwT/WM94uAlu0='/>",
                "<c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='' ver='QgayPKawpkPSDYmwT/WM94uAlu0='/>",
                "<c xmlns='http://jabber.org/protocol/caps' hash='md5' node='n' ver='QgayPKawpkPSDYmwT/WM94uAlu0='/>",
                "<c xmlns='http://jabber.org/protocol/caps' hash='SHA-1' node='n' ver='QgayPKawpkPSDYmwT/WM94uAlu0='/>",
                "<c xmlns='http://jabber.org/protocol/caps' hash='sha-256' node='n' ver='QgayPKawpkPSDYmwT/WM94uAlu0='/>",
                "<c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='n' ver='QgayPKawpkPSDYmwT/WM94uAlu1='/>",
                "<c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='n' ver='QgayPKawpkPSDYmwT/WM94uAlu0'/>",
                "<c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='n' ver='QgayPKawpkPSDYmwT_WM94uAlu0='/>",
                "<c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='n'/>",
                "<c xmlns='urn:xmpp:caps'/>",
                "<c xmlns='urn:xmpp:caps'><hash xmlns='urn:xmpp:hashes:2' algo='sha-1'>QgayPKawpkPSDYmwT/WM94uAlu0=</hash></c>",
                "<c xmlns='urn:xmpp:caps'><hash xmlns='urn:xmpp:hashes:1' algo='sha-256'>"
                        + "u79ZroNJbdSWhdSp311mddz44oHHPsEBntQ5b1jqBSY=</hash></c>",
                "<c xmlns='urn:xmpp:caps'><hash xmlns='urn:xmpp:hashes:2' algo='sha-256'>"
                        + " u79ZroNJbdSWhdSp311mddz44oHHPsEBntQ5b1jqBSY=</hash></c>"
            })
    void whatNobodyCanVerifyIsNoHash(String caps) {
        Announcement said = Announcement.in(presence(caps));
        assertThat(said).isInstanceOf(Announcement.Unverifiable.class);
        assertThat(Announcement.in(presence(caps))).isEqualTo(said);
        assertThat(Announcement.in(presence(caps.replace("/>", " z='1'/>").replace("<hash ", "<hash z='1' "))))
                .isNotEqualTo(said);
    }

    /** Two readers could take different ones. */
    @Test
    void severalOfOneKindAreNone() {
        assertThat(Announcement.in(presence(entity(SHA_1), entity(SHA_1))))
                .isInstanceOf(Announcement.Unverifiable.class);
        assertThat(Announcement.in(presence(set(SHA_256), set(SHA_256)))).isInstanceOf(Announcement.Unverifiable.class);
        String hash = "<hash xmlns='urn:xmpp:hashes:2' algo='sha-256'>" + SHA_256 + "</hash>";
        assertThat(Announcement.in(presence("<c xmlns='urn:xmpp:caps'>" + hash + hash + "</c>")))
                .isInstanceOf(Announcement.Unverifiable.class);
    }

    @Test
    void aNameOfSoftwareHasALimit() {
        String caps = "<c xmlns='http://jabber.org/protocol/caps' hash='sha-1' ver='" + SHA_1 + "' node='%s'/>";
        assertThat(Announcement.in(presence(caps.formatted("n".repeat(1_024)))))
                .isInstanceOf(Announcement.Hashed.class);
        assertThat(Announcement.in(presence(caps.formatted("n".repeat(1_025)))))
                .isInstanceOf(Announcement.Unverifiable.class);
    }
}

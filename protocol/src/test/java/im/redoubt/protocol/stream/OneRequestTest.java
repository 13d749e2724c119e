package im.redoubt.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.Secret;
import im.redoubt.protocol.sasl.Mechanism;
import im.redoubt.xml.Element;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whole sign-ins by the extensible profile as bytes: cut in every place, and with something else in every place. */
class OneRequestTest {
    private static final Pattern CHALLENGE = Pattern.compile("<challenge xmlns='urn:xmpp:sasl:2'>([^<]*)</challenge>");
    private static final String NONCE = "abcdefghijklmnop";
    private static final String HEADER =
            "<?xml version='1.0'?><stream:stream from='alice@example.org' to='example.org' "
                    + "version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";

    private static String authenticate(Element... asked) {
        return Negotiator.authenticate(Mechanism.SCRAM_SHA_512.wireName(), "n,,n=alice,r=" + NONCE, asked)
                .toString();
    }

    /** Answers the challenge that a server has written. */
    private static String response(String written) {
        Matcher found = CHALLENGE.matcher(written);
        assertThat(found.find()).as(written).isTrue();
        String challenge = new String(Base64.getDecoder().decode(found.group(1)), StandardCharsets.UTF_8);
        return Element.named(StreamNames.SASL2, "response")
                .text(proof(challenge))
                .build()
                .toString();
    }

    private static String proof(String challenge) {
        String nonce = challenge.substring(2, challenge.indexOf(','));
        String withoutProof = "c=biws,r=" + nonce;
        String message = "n=alice,r=" + NONCE + "," + challenge + "," + withoutProof;
        try (Secret password = Secret.utf8("pencil".toCharArray());
                Secret salted = Mechanism.SCRAM_SHA_512.hash().saltedPassword(password, new byte[16], 4096)) {
            byte[] key = hmac(salted.reveal(), "Client Key");
            byte[] stored = sha512(key);
            byte[] signature = hmac(stored, message);
            for (int i = 0; i < key.length; i++) {
                key[i] ^= signature[i];
            }
            String whole = withoutProof + ",p=" + Base64.getEncoder().encodeToString(key);
            return Base64.getEncoder().encodeToString(whole.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            javax.crypto.Mac mac = javax.crypto.Mac.getInstance("HmacSHA512");
            mac.init(new javax.crypto.spec.SecretKeySpec(key, "HmacSHA512"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] sha512(byte[] bytes) {
        try {
            return java.security.MessageDigest.getInstance("SHA-512").digest(bytes);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static ServerEnd server() {
        return new ServerEnd(new Negotiator().secureHeader());
    }

    /** Each half of the exchange, cut in two in every place, comes to the same session. */
    @Test
    @Tag("S-11")
    void aCutChangesNothing() {
        String first = HEADER + authenticate(Negotiator.resume("none", "0"), Negotiator.bind2());
        for (int cut = 0; cut <= first.length(); cut += 7) {
            ServerEnd server = server().takes(first.substring(0, cut)).takes(first.substring(cut));
            String last = response(server.written());
            int middle = cut % last.length();
            server.takes(last.substring(0, middle)).takes(last.substring(middle));

            assertThat(server.written())
                    .contains("<authorization-identifier>alice@example.org/r</authorization-identifier>")
                    .contains("<failed xmlns='urn:xmpp:sm:3'>")
                    .contains("<bound xmlns='urn:xmpp:bind:0'/></success><stream:features>");
            assertThat(server.session()).contains(Pair.ALICE.withResource("r"));
        }
    }

    /** LIB-02: neither a stanza nor another way of signing in has a place anywhere in between. */
    @Test
    @Tag("S-14")
    @Tag("A-56")
    @Tag("LIB-02")
    void nothingElseHasAPlaceInBetween() {
        List<String> intruders = List.of(
                "<message to='bob@example.org'/>",
                "<iq type='set' id='1'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>",
                authenticate(),
                "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-512'>biws</auth>",
                "<enable xmlns='urn:xmpp:sm:3'/>",
                "<resume xmlns='urn:xmpp:sm:3' previd='x' h='0'/>",
                "<bind xmlns='urn:xmpp:bind:0'/>");
        for (String intruder : intruders) {
            ServerEnd server = server().takes(HEADER + authenticate(Negotiator.bind2()));
            String last = response(server.written());
            server.takes(intruder).takes(last);

            assertThat(server.written())
                    .as(intruder)
                    .contains("<not-authorized ")
                    .doesNotContain("<success ");
            assertThat(server.session()).as(intruder).isEqualTo(Optional.empty());
        }
    }

    /** Behind a success without a resource there is a stream like any other that is to be bound. */
    @Test
    void aResourceIsBoundAsOfOldBehindTheSuccess() {
        ServerEnd server = server().takes(HEADER + authenticate());
        server.takes(response(server.written()));
        List<String> written = new ArrayList<>(List.of(server.written()));
        server.takes("<iq type='set' id='1'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>");
        written.add(server.written());

        assertThat(written.get(0)).contains("<authorization-identifier>alice@example.org</authorization-identifier>");
        assertThat(written.get(1)).contains("<jid>alice@example.org/r</jid>");
        assertThat(server.session()).contains(Pair.ALICE.withResource("r"));
    }
}

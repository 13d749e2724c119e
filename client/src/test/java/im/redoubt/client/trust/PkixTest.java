package im.redoubt.client.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which certificates an authority's word makes good, and what is said of the others. */
class PkixTest {
    private static final Issued ROOT = Draft.authority("root").selfSigned();
    private static final Trust TRUST = Trust.pkix(List.of(ROOT.certificate()));
    private static final String DOMAIN = "example.org";

    static Stream<Arguments> refused() {
        Issued stranger = Draft.authority("stranger").selfSigned();
        Issued lookalike = Draft.authority("root").selfSigned();
        Issued narrow = Draft.authority("narrow").pathLength(0).signedBy(ROOT);
        Issued below = Draft.authority("below").pathLength(0).signedBy(narrow);
        Issued elsewhere = Draft.authority("elsewhere").only("example.net").signedBy(ROOT);
        Issued expired = Draft.authority("expired").days(-20, -10).signedBy(ROOT);
        Issued other = Draft.server("other.example").signedBy(ROOT);
        Issued sha1 = Draft.authority("sha1").hash("SHA1").signedBy(ROOT);
        Issued small = Draft.authority("small").key(Draft.rsa(1024)).signedBy(ROOT);
        return Stream.of(
                row("wrong name", Reason.WRONG_NAME, "expected is DNS:example.org", other),
                row("no name", Reason.WRONG_NAME, "expected is", Draft.server().signedBy(ROOT)),
                row(
                        "only in the CN",
                        Reason.WRONG_NAME,
                        "no name",
                        Draft.server().named(DOMAIN).signedBy(ROOT)),
                row("parent", Reason.WRONG_NAME, "DNS:org", Draft.server("org").signedBy(ROOT)),
                row(
                        "child",
                        Reason.WRONG_NAME,
                        "xmpp.example.org",
                        Draft.server("xmpp.example.org").signedBy(ROOT)),
                row(
                        "wildcard for all",
                        Reason.WRONG_NAME,
                        "DNS:*",
                        Draft.server("*").signedBy(ROOT)),
                row(
                        "wildcard for a TLD",
                        Reason.WRONG_NAME,
                        "DNS:*.org",
                        Draft.server("*.org").signedBy(ROOT)),
                row(
                        "wildcard for itself",
                        Reason.WRONG_NAME,
                        "*",
                        Draft.server("*.example.org").signedBy(ROOT)),
                row(
                        "part of a label",
                        Reason.WRONG_NAME,
                        "ex*",
                        Draft.server("ex*.org", "*ple.org").signedBy(ROOT)),
                row(
                        "NUL",
                        Reason.WRONG_NAME,
                        "u{0}",
                        Draft.server("example.org\0.evil.example").signedBy(ROOT)),
                row(
                        "NUL at the end",
                        Reason.WRONG_NAME,
                        "u{0}",
                        Draft.server("example.org\0").signedBy(ROOT)),
                row(
                        "trailing dot",
                        Reason.WRONG_NAME,
                        "example.org.",
                        Draft.server("example.org.").signedBy(ROOT)),
                row(
                        "address",
                        Reason.WRONG_NAME,
                        "no name",
                        Draft.server().address("127.0.0.1").signedBy(ROOT)),
                row(
                        "another service",
                        Reason.WRONG_NAME,
                        "SRV:_xmpp-server.example.org",
                        Draft.server()
                                .srv("_xmpp-server.example.org")
                                .srv("_imap.example.org")
                                .signedBy(ROOT)),
                row(
                        "an account's address",
                        Reason.WRONG_NAME,
                        "XMPP:juliet@example.org",
                        Draft.server().xmpp("juliet@example.org").signedBy(ROOT)),
                row(
                        "expired",
                        Reason.EXPIRED,
                        "expired at",
                        Draft.server(DOMAIN).days(-9, -2).signedBy(ROOT)),
                row(
                        "not yet",
                        Reason.NOT_YET_VALID,
                        "valid from",
                        Draft.server(DOMAIN).days(2, 9).signedBy(ROOT)),
                row(
                        "self-signed",
                        Reason.UNTRUSTED,
                        "vouches",
                        Draft.server(DOMAIN).selfSigned()),
                row(
                        "another authority",
                        Reason.UNTRUSTED,
                        "No authority",
                        Draft.server(DOMAIN).signedBy(stranger)),
                row(
                        "authority of the name",
                        Reason.UNTRUSTED,
                        "No authority",
                        Draft.server(DOMAIN).signedBy(lookalike)),
                row(
                        "for clients",
                        Reason.WRONG_PURPOSE,
                        "serverAuth",
                        Draft.server(DOMAIN)
                                .purpose(KeyPurposeId.id_kp_clientAuth)
                                .signedBy(ROOT)),
                row(
                        "SHA-1",
                        Reason.WEAK_SIGNATURE,
                        "SHA-256",
                        Draft.server(DOMAIN).hash("SHA1").signedBy(ROOT)),
                row(
                        "RSA 1024",
                        Reason.WEAK_KEY,
                        "1024 bits",
                        Draft.server(DOMAIN).key(Draft.rsa(1024)).signedBy(ROOT)),
                row(
                        "SHA-1 above",
                        Reason.WEAK_SIGNATURE,
                        "SHA-256",
                        Draft.server(DOMAIN).signedBy(sha1),
                        sha1),
                row(
                        "RSA 1024 above",
                        Reason.WEAK_KEY,
                        "1024 bits",
                        Draft.server(DOMAIN).signedBy(small),
                        small),
                row(
                        "by a server",
                        Reason.UNTRUSTED,
                        "no authority",
                        Draft.server(DOMAIN).signedBy(other),
                        other),
                row(
                        "path",
                        Reason.UNTRUSTED,
                        "path length",
                        Draft.server(DOMAIN).signedBy(below),
                        below,
                        narrow),
                row(
                        "names",
                        Reason.UNTRUSTED,
                        "may not vouch",
                        Draft.server(DOMAIN).signedBy(elsewhere),
                        elsewhere),
                row(
                        "a name that constraints do not see",
                        Reason.WRONG_NAME,
                        "name constraints",
                        Draft.server("www.example.net")
                                .xmpp(DOMAIN)
                                .srv("_xmpp-client." + DOMAIN)
                                .signedBy(elsewhere),
                        elsewhere),
                row(
                        "old above",
                        Reason.UNTRUSTED,
                        "not valid now",
                        Draft.server(DOMAIN).signedBy(expired),
                        expired));
    }

    private static Arguments row(String what, Reason reason, String words, Issued... chain) {
        return Arguments.argumentSet(what, reason, words, chain);
    }

    /** RFC 6120 section 13.7.2, RFC 9525 section 6, RFC 5280 section 6. */
    @Tag("T-26")
    @ParameterizedTest
    @MethodSource("refused")
    void refusesAndSaysWhy(Reason reason, String words, Issued[] chain) {
        Verdict.Refused refused = Looks.at(TRUST, DOMAIN, chain).asRefused().orElseThrow();
        assertThat(refused.reasons()).contains(reason);
        assertThat(refused.explanation()).contains(words).contains(DOMAIN);
        assertThat(refused.explanation()).matches("[ -~]+");
    }

    /** MD5 is nothing that today's builders of certificates still make; the list is one of what is taken. */
    @Test
    @Tag("T-26")
    void ofNamesOneIsEnoughAndAllThatIsWrongIsSaid() {
        Issued both = Draft.server("evil.example", DOMAIN).signedBy(ROOT);
        assertThat(Looks.at(TRUST, DOMAIN, both).asTrusted()).isPresent();
        Issued bad = Draft.server("evil.example")
                .days(-9, -2)
                .key(Draft.rsa(1024))
                .purpose(KeyPurposeId.id_kp_codeSigning)
                .selfSigned();
        Verdict.Refused refused = Looks.at(TRUST, DOMAIN, bad).asRefused().orElseThrow();
        assertThat(refused.reasons())
                .isEqualTo(Set.of(
                        Reason.WRONG_NAME, Reason.EXPIRED, Reason.WEAK_KEY, Reason.WRONG_PURPOSE, Reason.UNTRUSTED));
        assertThat(refused.pinIfRight()).as("no pin mends a name").isEmpty();
    }

    static Stream<Arguments> trusted() {
        Issued intermediate = Draft.authority("intermediate").pathLength(0).signedBy(ROOT);
        Issued limited = Draft.authority("limited").only("example.org").signedBy(ROOT);
        return Stream.of(
                good("DNS-ID", DOMAIN, Draft.server(DOMAIN).signedBy(ROOT)),
                good("capitals", DOMAIN, Draft.server("EXAMPLE.Org").signedBy(ROOT)),
                good(
                        "wildcard",
                        "chat.example.org",
                        Draft.server("*.example.org").signedBy(ROOT)),
                good(
                        "SRV-ID",
                        DOMAIN,
                        Draft.server().srv("_xmpp-client.example.org").signedBy(ROOT)),
                good("XmppAddr", DOMAIN, Draft.server().xmpp("Example.ORG").signedBy(ROOT)),
                good(
                        "A-label",
                        "bücher.example",
                        Draft.server("xn--bcher-kva.example").signedBy(ROOT)),
                good(
                        "XmppAddr in Unicode",
                        "bücher.example",
                        Draft.server().xmpp("bücher.example").signedBy(ROOT)),
                good("one label", "localhost", Draft.server("localhost").signedBy(ROOT)),
                good(
                        "RSA 2048",
                        DOMAIN,
                        Draft.server(DOMAIN).key(Draft.rsa(2048)).signedBy(ROOT)),
                good(
                        "any purpose",
                        DOMAIN,
                        Draft.server(DOMAIN)
                                .purpose(KeyPurposeId.anyExtendedKeyUsage)
                                .signedBy(ROOT)),
                good("intermediate", DOMAIN, Draft.server(DOMAIN).signedBy(intermediate), intermediate),
                good("limited", DOMAIN, Draft.server(DOMAIN).signedBy(limited), limited));
    }

    private static Arguments good(String what, String domain, Issued... chain) {
        return Arguments.argumentSet(what, domain, chain);
    }

    /** The other half of the table: what is right is taken. */
    @ParameterizedTest
    @MethodSource("trusted")
    void takesWhatIsRight(String domain, Issued[] chain) {
        Verdict verdict = Looks.at(TRUST, domain, chain);
        assertThat(verdict.asTrusted()).as(verdict.explanation()).isPresent();
    }

    /** RFC 9525 section 6.3: one label, the left-most, and all of it. */
    @Tag("T-26")
    @ParameterizedTest
    @ValueSource(strings = {"a.b.example.org", "example.org", "chat.example.org.evil.example", "chatexample.org"})
    void aWildcardStandsForOneLabel(String domain) {
        Issued wildcard = Draft.server("*.example.org").signedBy(ROOT);
        assertThat(Looks.at(TRUST, domain, wildcard).asRefused().orElseThrow().reasons())
                .containsExactly(Reason.WRONG_NAME);
    }

    /** No certificate identifies an address: names alone do. */
    @Tag("T-26")
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "[::1]"})
    void aDomainThatIsAnAddressIsNobody(String domain) {
        Issued addressed = Draft.server("127.0.0.1")
                .address("127.0.0.1")
                .address("::1")
                .xmpp(domain)
                .signedBy(ROOT);
        assertThat(Looks.at(TRUST, domain, addressed).asRefused().orElseThrow().reasons())
                .containsExactly(Reason.WRONG_NAME);
    }

    /** The own authority of a service may vouch for its domain only, and clients hold it to that. */
    @Test
    @Tag("T-26")
    void anAuthorityOfOnesOwnIsHeldToWhatItsCertificateSays() {
        Issued own = Draft.authority("own").only("example.net").pathLength(0).selfSigned();
        Trust trust = Trust.pkix(List.of(own.certificate()));
        assertThat(Looks.at(trust, DOMAIN, Draft.server(DOMAIN).signedBy(own)).asTrusted())
                .isEmpty();
        assertThat(Looks.at(trust, "example.net", Draft.server("example.net").signedBy(own))
                        .asTrusted())
                .isPresent();
        Issued below = Draft.authority("below").pathLength(0).signedBy(own);
        Issued server = Draft.server("example.net").signedBy(below);
        assertThat(Looks.at(trust, "example.net", server, below).asTrusted()).isEmpty();
        Issued expired = Draft.authority("expired").days(-9, -2).selfSigned();
        Trust old = Trust.pkix(List.of(expired.certificate()));
        assertThat(Looks.at(old, DOMAIN, Draft.server(DOMAIN).signedBy(expired)).asTrusted())
                .isEmpty();
    }

    /** The jabber.ru case without a pin is not seen; here nobody has told the platform of our authority. */
    @Test
    @Tag("T-30")
    void theAuthoritiesOfThePlatformAndOnesOwnDoNotMix() {
        Issued server = Draft.server(DOMAIN).signedBy(ROOT);
        Verdict.Refused refused =
                Looks.at(Trust.pkix(), DOMAIN, server).asRefused().orElseThrow();
        assertThat(refused.reasons()).containsExactly(Reason.UNTRUSTED);
        assertThat(refused.explanation())
                .contains("of this platform")
                .contains(Pin.ofKey(server.certificate()).toString());
    }

    @Test
    @Tag("T-31")
    void anAuthorityIsOneOrThereIsNoTrust() {
        Issued server = Draft.server(DOMAIN).selfSigned();
        assertThatThrownBy(() -> Trust.pkix(List.of(server.certificate())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pinsOnly");
        assertThatThrownBy(() -> Trust.pkix(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    /** What was received is in words that are asked for, and in no other. */
    @Test
    void verdictsPrintNothingThatWasReceived() {
        Issued named = Draft.server("name-of-theirs.example").signedBy(ROOT);
        Verdict.Refused refused = Looks.at(TRUST, DOMAIN, named).asRefused().orElseThrow();
        String printed = refused + refused.summary() + refused.problems() + refused.seen();
        assertThat(printed).doesNotContain("name-of-theirs");
        assertThat(refused.explanation()).contains("name-of-theirs");
    }

    @Test
    @Tag("T-26")
    void languageOfTheMachinePlaysNoPart() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            Issued server = Draft.server("INFO.EXAMPLE.ORG").signedBy(ROOT);
            assertThat(Looks.at(TRUST, "info.example.org", server).asTrusted()).isPresent();
        } finally {
            Locale.setDefault(before);
        }
    }
}

package im.redoubt.server.ping;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.stanza.IqRequest.Action;
import im.redoubt.server.contact.ContactAddresses;
import im.redoubt.server.establishment.SessionEstablishment;
import im.redoubt.server.feature.Feature;
import im.redoubt.server.feature.FeatureDesk;
import im.redoubt.server.feature.IqAnswer;
import im.redoubt.server.feature.Route.Target;
import im.redoubt.server.settings.ContactSettings;
import im.redoubt.server.time.EntityTime;
import im.redoubt.server.version.SoftwareVersion;
import im.redoubt.xml.Element;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The features that answer one question each: whom they answer, to what, and with what. */
class SmallFeaturesTest {
    private static final Map<String, Feature> FEATURES = Map.of(
            "ping", new Ping(),
            "session", new SessionEstablishment(),
            "time", new EntityTime(() -> Instant.EPOCH),
            "version", new SoftwareVersion());
    private static final Map<String, Element> QUESTIONS = Map.of(
            "ping", Element.named("urn:xmpp:ping", "ping").build(),
            "session",
                    Element.named("urn:ietf:params:xml:ns:xmpp-session", "session")
                            .build(),
            "time", Element.named("urn:xmpp:time", "time").build(),
            "version", Element.named("jabber:iq:version", "query").build());

    private static Feature feature(String name) {
        return Optional.ofNullable(FEATURES.get(name)).orElseThrow();
    }

    private static Element question(String name) {
        return Optional.ofNullable(QUESTIONS.get(name)).orElseThrow();
    }

    /** XEP-0199 section 4.1, XEP-0202 section 3 and XEP-0092 section 3 are about get; RFC 3921 section 3 about set. */
    @ParameterizedTest
    @CsvSource({
        "ping,GET,SERVER OWN_ACCOUNT",
        "ping,SET,''",
        "session,SET,SERVER OWN_ACCOUNT",
        "session,GET,''",
        "time,GET,SERVER",
        "time,SET,''",
        "version,GET,SERVER",
        "version,SET,''"
    })
    void eachAnswersItsOwnQuestionAndNoOther(String name, Action action, String answered) {
        FeatureDesk desk = new FeatureDesk(feature(name));
        for (Target target : Target.values()) {
            assertThat(desk.asks(target, action, question(name)).isPresent())
                    .as("%s", target)
                    .isEqualTo(List.of(answered.split(" ", -1)).contains(target.name()));
        }
        assertThat(feature(name).advertisedByServer())
                .isEqualTo(
                        name.equals("session")
                                ? List.of()
                                : List.of(question(name).name().namespace()));
    }

    @ParameterizedTest
    @CsvSource({"ping,GET", "session,SET"})
    void whatHasNothingToSaySaysSo(String name, Action action) {
        FeatureDesk desk = new FeatureDesk(feature(name));
        assertThat(desk.asks(Target.OWN_ACCOUNT, action, question(name))).contains(IqAnswer.done());
        assertThat(desk.asks(Target.SERVER, action, question(name))).contains(IqAnswer.done());
    }

    /** XEP-0082 as XEP-0202 wants it: UTC with a Z, whole seconds, cut off and not rounded. */
    @ParameterizedTest
    @CsvSource({
        "2026-11-22T10:00:00.999Z,2026-11-22T10:00:00Z",
        "2026-11-22T10:00:59Z,2026-11-22T10:00:59Z",
        "1999-12-31T23:00:00Z,1999-12-31T23:00:00Z"
    })
    void theTimeIsInUtcAndWholeSeconds(Instant now, String utc) {
        Element time = new FeatureDesk(new EntityTime(() -> now)).gets(Target.SERVER, question("time"));
        assertThat(time.children()).extracting(one -> one.name().local()).containsExactly("tzo", "utc");
        assertThat(time.children()).extracting(Element::text).containsExactly("+00:00", utc);
    }

    /** The name only: which version it is would help attackers more than anybody else. */
    @Test
    void theVersionIsNotTold() {
        Element version = new FeatureDesk(new SoftwareVersion()).gets(Target.SERVER, question("version"));
        assertThat(version.children()).extracting(Element::text).containsExactly("Redoubt", "");
        assertThat(version.children()).extracting(one -> one.name().local()).containsExactly("name", "version");
    }

    /** XEP-0157 section 3: each kind under its own name, in all its addresses; where there is none, no form at all. */
    @Test
    void eachContactIsNamedByItsKind() {
        List<List<URI>> some = new java.util.ArrayList<>();
        for (int kind = 0; kind < 7; kind++) {
            some.add(kind == 2 ? List.of() : List.of(URI.create("mailto:a" + kind + "@x"), URI.create("xmpp:b@x")));
        }
        Element form = ContactAddresses.form(new ContactSettings(
                        some.get(0), some.get(1), some.get(2), some.get(3), some.get(4), some.get(5), some.get(6)))
                .orElseThrow();
        assertThat(form.attribute("type")).contains("result");
        assertThat(form.children())
                .extracting(field -> field.attribute("var").orElseThrow() + " "
                        + field.attribute("type").orElseThrow() + " "
                        + field.children().stream().map(Element::text).toList())
                .containsExactly(
                        "FORM_TYPE hidden [http://jabber.org/network/serverinfo]",
                        "abuse-addresses list-multi [mailto:a0@x, xmpp:b@x]",
                        "admin-addresses list-multi [mailto:a1@x, xmpp:b@x]",
                        "sales-addresses list-multi [mailto:a3@x, xmpp:b@x]",
                        "security-addresses list-multi [mailto:a4@x, xmpp:b@x]",
                        "status-addresses list-multi [mailto:a5@x, xmpp:b@x]",
                        "support-addresses list-multi [mailto:a6@x, xmpp:b@x]");
        List<URI> none = List.of();
        assertThat(ContactAddresses.form(new ContactSettings(none, none, none, none, none, none, none)))
                .isEmpty();
        assertThat(ContactAddresses.form(new ContactSettings(none, none, none, none, none, none, some.get(0))))
                .isPresent();
    }
}

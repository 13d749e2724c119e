package im.redoubt.protocol.payload;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** XEP-0297. */
final class ForwardedTest {
    private static final Message MESSAGE = new Message(
            StanzaHeader.EMPTY.withFrom(Jid.of("bob@example.org/phone")).withTo(Jid.of("alice@example.org")),
            MessageType.CHAT,
            XmlContent.of(
                    "jabber:client",
                    List.of(Element.named("jabber:client", "body").text("hello").build())));

    private static Element.Builder forwarded() {
        return Element.named(Forwarded.NAMESPACE, "forwarded");
    }

    private static Element.Builder message() {
        return Element.named("jabber:client", "message");
    }

    private static Optional<Forwarded.Contents> read(Element forwarded) {
        return Forwarded.read(forwarded.toParsed());
    }

    @Test
    void whatWasWrappedIsUnwrapped() {
        Instant noon = Instant.parse("2026-11-22T12:00:00.123Z");
        assertThat(read(Forwarded.of(MESSAGE, noon))).contains(new Forwarded.Contents(MESSAGE, Optional.of(noon)));
        assertThat(read(Forwarded.of(MESSAGE))).contains(new Forwarded.Contents(MESSAGE, Optional.empty()));
    }

    @Test
    @Tag("R-65")
    void thereIsOneMessageInAWrapperOrNone() {
        assertThat(read(forwarded().build())).isEmpty();
        assertThat(read(forwarded()
                        .child(message().build())
                        .child(message().build())
                        .build()))
                .isEmpty();
        assertThat(read(forwarded()
                        .child(Element.named("jabber:client", "presence").build())
                        .build()))
                .isEmpty();
        assertThat(read(forwarded()
                        .child(Element.named("jabber:server", "message").build())
                        .build()))
                .isEmpty();
        assertThat(read(message().child(message().build()).build())).isEmpty();
    }

    @ParameterizedTest
    @Tag("R-65")
    @ValueSource(strings = {"@@", "", "bob@", "bob@example.org/", " "})
    void messageOfWhoIsNoAddressIsNone(String from) {
        assertThat(read(forwarded()
                        .child(message().attribute("from", from).build())
                        .build()))
                .isEmpty();
    }
}

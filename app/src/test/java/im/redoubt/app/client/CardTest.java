package im.redoubt.app.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.app.command.RunningRedoubt;
import im.redoubt.client.Feature;
import im.redoubt.client.RefusedException;
import im.redoubt.client.Session;
import im.redoubt.client.avatar.AvatarChange;
import im.redoubt.client.avatar.Avatars;
import im.redoubt.client.picture.Picture;
import im.redoubt.client.presence.Presences;
import im.redoubt.client.roster.Roster;
import im.redoubt.client.vcard.CardEntry;
import im.redoubt.client.vcard.CardText;
import im.redoubt.client.vcard.VCard;
import im.redoubt.client.vcard.VCards;
import im.redoubt.protocol.address.BareJid;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people say of themselves on the service, in cards and avatars, and who sees it. */
final class CardTest {
    private static final BareJid ALICE = BareJid.of("alice@localhost");
    private static final BareJid BOB = BareJid.of("bob@localhost");
    private static final BareJid NOBODY = BareJid.of("nobody@localhost");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    static Path directory;

    private static RunningRedoubt service;

    @BeforeAll
    static void start() {
        service = new RunningRedoubt(directory).with("alice").with("bob").with("mallory");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static Session open(String account, Feature<?>... more) {
        return Clients.of(service, account)
                .with(Avatars.FEATURE, VCards.FEATURE, Presences.FEATURE)
                .with(more)
                .build()
                .open();
    }

    /** Returns what begins like a PNG and has so many bytes. */
    private static Picture picture(int bytes) {
        return Picture.of(Arrays.copyOf(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'}, bytes));
    }

    /** Has Bob see Alice, and returns when he does. */
    private static void acquaint(Session alice, Session bob) throws Exception {
        CompletableFuture<Boolean> sees = new CompletableFuture<>();
        Roster roster = bob.get(Roster.FEATURE);
        roster.changes().add(change -> {
            if (roster.now().sees(ALICE)) {
                sees.complete(true);
            }
        });
        alice.get(Presences.FEATURE).approve(BOB);
        alice.get(VCards.FEATURE).own().await(PATIENCE); // what was sent before has taken effect
        bob.get(Presences.FEATURE).subscribe(ALICE);
        sees.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void cardAndAvatarAreForContacts() throws Exception {
        try (Session alice = open("alice");
                Session bob = open("bob");
                Session mallory = open("mallory")) {
            acquaint(alice, bob);
            VCard card = VCard.EMPTY
                    .with(CardText.FULL_NAME, "Alice Ångström & <Co>")
                    .with(CardText.FAMILY_NAME, "Ångström")
                    .with(CardText.DESCRIPTION, "two\nlines")
                    .withBirthday(LocalDate.of(2001, 2, 3))
                    .withPhones(CardEntry.of("303", CardEntry.Use.CELL))
                    .withPhoto(picture(2_000));
            alice.get(VCards.FEATURE).publish(card).await(PATIENCE);

            VCard read = bob.get(VCards.FEATURE).of(ALICE).await(PATIENCE).orElseThrow();
            for (CardText text : CardText.values()) {
                assertThat(read.text(text)).isEqualTo(card.text(text));
            }
            assertThat(read.phones()).isEqualTo(card.phones());
            assertThat(read.birthday()).isEqualTo(card.birthday());
            assertThat(read.photo()).isEqualTo(card.photo());
            assertThat(mallory.get(VCards.FEATURE).of(ALICE).await(PATIENCE))
                    .as("as if there were none")
                    .isEqualTo(mallory.get(VCards.FEATURE).of(NOBODY).await(PATIENCE))
                    .isEmpty();

            // The server shows the photo as avatar (XEP-0398), and the avatar as photo.
            assertThat(bob.get(Avatars.FEATURE).picture(ALICE).await(PATIENCE)).isEqualTo(card.photo());
            Picture large = picture(40_000);
            CompletableFuture<AvatarChange> heard = new CompletableFuture<>();
            bob.get(Avatars.FEATURE).changes().add(change -> {
                if (change.avatar()
                        .filter(avatar -> avatar.id().equals(large.id()))
                        .isPresent()) {
                    heard.complete(change);
                }
            });
            AvatarChange shown = alice.get(Avatars.FEATURE).publish(large).await(PATIENCE);
            assertThat(heard.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("announced to whoever asks for it (XEP-0115)")
                    .isEqualTo(shown);
            assertThat(bob.get(Avatars.FEATURE).picture(ALICE).await(PATIENCE)).contains(large);
            assertThat(alice.get(Avatars.FEATURE).picture(ALICE).await(PATIENCE))
                    .contains(large);
            assertThatThrownBy(() -> mallory.get(Avatars.FEATURE).picture(ALICE).await(PATIENCE))
                    .isInstanceOf(RefusedException.class);

            alice.get(Avatars.FEATURE).remove().await(PATIENCE);
            assertThat(bob.get(Avatars.FEATURE).picture(ALICE).await(PATIENCE)).isEmpty();
            Optional<VCard> last = bob.get(VCards.FEATURE).of(ALICE).await(PATIENCE);
            assertThat(last.orElseThrow().text(CardText.FULL_NAME)).isEqualTo(card.text(CardText.FULL_NAME));
            assertThat(last.orElseThrow().photo()).isEmpty();
        }
    }
}

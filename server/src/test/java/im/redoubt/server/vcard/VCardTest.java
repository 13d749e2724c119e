package im.redoubt.server.vcard;

import static im.redoubt.server.fixture.Station.ALICE;
import static im.redoubt.server.fixture.Station.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.IqRequest.Action;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.server.feature.FeatureDesk;
import im.redoubt.server.feature.IqAnswer;
import im.redoubt.server.feature.Route.Target;
import im.redoubt.server.fixture.MemoryRosters;
import im.redoubt.server.store.Blob;
import im.redoubt.server.store.MemoryLog;
import im.redoubt.server.store.Outcome;
import im.redoubt.server.store.Refusal;
import im.redoubt.server.store.Subscription;
import im.redoubt.server.store.VCards;
import im.redoubt.xml.Element;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who reads a card and who sets it (XEP-0054 section 3). */
class VCardTest {
    private static final Element EMPTY = Element.named("vcard-temp", "vCard").build();
    private static final Element CARD = Element.named("vcard-temp", "vCard")
            .child("vcard-temp", "FN", "Bob the Builder")
            .build();

    private final Map<BareJid, Blob> cards = new HashMap<>();
    private final List<String> noted = new ArrayList<>();
    private boolean tooLarge;
    private final MemoryRosters rosters = new MemoryRosters();
    private final FeatureDesk desk =
            new FeatureDesk(new VCard(MemoryLog.storeOf(Map.of("vCards", store(), "rosters", rosters)), this::noted));

    private CompletionStage<Void> noted(BareJid account, Optional<Blob> before, Blob now) {
        noted.add(account + " " + before.map(Blob::text).orElse("nothing") + " > " + now.text());
        return CompletableFuture.completedFuture(null);
    }

    private VCards store() {
        return new VCards() {
            @Override
            public CompletableFuture<Optional<Blob>> get(BareJid account) {
                return CompletableFuture.completedFuture(Optional.ofNullable(cards.get(account)));
            }

            @Override
            public CompletableFuture<Outcome<Blob>> put(BareJid account, Blob card) {
                if (tooLarge) {
                    return CompletableFuture.completedFuture(new Outcome.Refused<>(Refusal.TOO_LARGE));
                }
                cards.put(account, card);
                return CompletableFuture.completedFuture(new Outcome.Done<>(card));
            }
        };
    }

    /** Section 3.1: an owner without a card gets an empty one. */
    @Test
    void theOwnerReadsWhatItWrote() {
        assertThat(desk.gets(Target.OWN_ACCOUNT, EMPTY)).isEqualTo(EMPTY);
        assertThat(desk.asks(Target.OWN_ACCOUNT, Action.SET, CARD)).contains(IqAnswer.done());
        assertThat(cards).containsOnlyKeys(ALICE);
        desk.asks(Target.OWN_ACCOUNT, Action.SET, EMPTY);
        desk.asks(Target.OWN_ACCOUNT, Action.SET, CARD);
        assertThat(noted)
                .containsExactly(
                        ALICE + " nothing > " + CARD,
                        ALICE + " " + CARD + " > " + EMPTY,
                        ALICE + " " + EMPTY + " > " + CARD);
        assertThat(desk.gets(Target.OWN_ACCOUNT, EMPTY)).isEqualTo(CARD);
    }

    @Test
    void aCardThatIsTooLargeIsRefusedAndTheOldOneStays() {
        desk.asks(Target.OWN_ACCOUNT, Action.SET, CARD);
        tooLarge = true;
        noted.clear();
        assertThat(desk.asks(Target.OWN_ACCOUNT, Action.SET, EMPTY))
                .contains(IqAnswer.refuse(StanzaCondition.RESOURCE_CONSTRAINT, "The card is too large."));
        assertThat(desk.gets(Target.OWN_ACCOUNT, EMPTY)).isEqualTo(CARD);
        assertThat(noted).isEmpty();
    }

    /** What counts is whom the owner shows its presence, not what the asker's roster says. */
    @ParameterizedTest
    @CsvSource({
        "NONE,true,false",
        "TO,true,false",
        "FROM,true,true",
        "BOTH,true,true",
        "BOTH,false,false",
        "NONE,false,false"
    })
    @Tag("A-53")
    void othersReadItIfTheOwnerShowsThemItsPresence(Subscription granted, boolean exists, boolean reads) {
        rosters.account(BOB);
        rosters.account(ALICE);
        rosters.knows(BOB, ALICE, granted);
        rosters.knows(ALICE, BOB, Subscription.BOTH);
        if (exists) {
            cards.put(BOB, Blob.of(CARD.toString()));
        }
        assertThat(desk.asks(Target.ANY_ACCOUNT, Action.GET, EMPTY))
                .contains(reads ? IqAnswer.of(CARD) : IqAnswer.refuse(StanzaCondition.SERVICE_UNAVAILABLE));
    }

    @Test
    void nobodySetsSomebodyElsesCard() {
        assertThat(desk.asks(Target.ANY_ACCOUNT, Action.SET, CARD))
                .contains(IqAnswer.refuse(StanzaCondition.FORBIDDEN));
        assertThat(cards).isEmpty();
    }
}

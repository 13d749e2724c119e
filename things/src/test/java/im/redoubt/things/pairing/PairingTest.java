package im.redoubt.things.pairing;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.client.extension.Octets;
import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.things.command.Role;
import im.redoubt.things.key.OwnKeys;
import im.redoubt.xml.Element;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nobody becomes a peer who does not have the code of now and whose number was not compared; no server changes who that is. */
@Tag("IOT-05")
@Tag("I-154")
class PairingTest {
    private static final BareJid PANEL = BareJid.of("panel@example.org");
    private static final Jid PHONE = FullJid.of("phone@example.org/there");
    private static final Jid MALLORY = FullJid.of("mallory@example.org/there");
    private static final DevicePairing.Place OWNER = new DevicePairing.Place(Role.OWNER, Optional.empty());

    private final SecureRandom random = new SecureRandom();
    private final OwnKeys panel = OwnKeys.make(random);
    private final OwnKeys phone = OwnKeys.make(random);
    private final OwnKeys mallory = OwnKeys.make(random);
    private final DevicePairing device = new DevicePairing(PANEL, Unverified.of("panel"));
    private PairingCode code = PairingCode.make(PANEL, panel.shown(), random);
    private ControllerPairing controller = controller(code, PHONE, phone);

    @BeforeEach
    void theCodeIsShown() {
        device.open(code, OWNER, 0);
    }

    private static ControllerPairing controller(PairingCode code, Jid at, OwnKeys keys) {
        PairingCode typed = PairingCode.read(Unverified.of(code.reveal())).orElseThrow();
        return new ControllerPairing(typed, at.bare(), keys.shown(), Unverified.of("phone"));
    }

    private Optional<Element> meet(Jid from, Element introduction, long nanos) {
        return device.meet(from, introduction, panel.shown(), nanos);
    }

    @Test
    void whoHasTheCodeAndIsComparedIsAPeer() {
        Element answer = meet(PHONE, controller.introduction(), 1).orElseThrow();
        ControllerPairing.Met met =
                controller.meet(FullJid.of(PANEL + "/x"), answer).orElseThrow();
        DevicePairing.Met one = device.confirm(met.fingerprint(), 2).orElseThrow();
        assertThat(one.peer().keys()).isEqualTo(phone.shown());
        assertThat(met.keys()).isEqualTo(panel.shown());
    }

    @Test
    void aWrongNumberPairsNobodyAndUsesUpTheCode() {
        Element answer = meet(PHONE, controller.introduction(), 1).orElseThrow();
        String number =
                controller.meet(FullJid.of(PANEL + "/x"), answer).orElseThrow().fingerprint();
        String wrong = (number.charAt(0) == '9' ? '8' : '9') + number.substring(1);
        assertThat(device.confirm(wrong, 2)).isEmpty();
        assertThat(device.confirm(number, 3)).isEmpty();
        assertThat(meet(PHONE, controller.introduction(), 4)).isEmpty();
    }

    @Test
    void anEmptyNumberIsNone() {
        assertThat(device.confirm("", 1)).isEmpty();
        device.open(code, OWNER, 2);
        meet(PHONE, controller.introduction(), 3);
        assertThat(device.confirm("", 4)).isEmpty();
    }

    @Test
    void aCodeIsGoodOnceAndForAWhileAndUntilTheNextOne() {
        long late = DevicePairing.GOOD.toNanos() + 1;
        assertThat(meet(PHONE, controller.introduction(), late)).isEmpty();
        assertThat(meet(PHONE, controller.introduction(), 1)).isEmpty();
        device.open(code, OWNER, 0);
        assertThat(meet(PHONE, controller.introduction(), 1)).isPresent();
        assertThat(meet(MALLORY, controller(code, MALLORY, mallory).introduction(), 2))
                .isEmpty();
        assertThat(device.met().orElseThrow().peer().address()).isEqualTo(PHONE.bare());
        PairingCode old = code;
        code = PairingCode.make(PANEL, panel.shown(), random);
        device.open(code, OWNER, 3);
        assertThat(meet(PHONE, controller(old, PHONE, phone).introduction(), 4)).isEmpty();
        device.close();
        assertThat(meet(PHONE, controller(code, PHONE, phone).introduction(), 5))
                .isEmpty();
    }

    /** The number can be said for a while only. */
    @Test
    void aNumberIsSaidInTimeOrNotAtAll() {
        meet(PHONE, controller.introduction(), 1);
        String number = device.met().orElseThrow().fingerprint();
        assertThat(device.confirm(number, DevicePairing.GOOD.toNanos() + 2)).isEmpty();
    }

    @Test
    void withoutACodeNobodyIsMet() {
        DevicePairing closed = new DevicePairing(PANEL, Unverified.of("panel"));
        assertThat(closed.meet(PHONE, controller.introduction(), panel.shown(), 1))
                .isEmpty();
        PairingCode other = PairingCode.make(PANEL, panel.shown(), random);
        assertThat(meet(MALLORY, controller(other, MALLORY, mallory).introduction(), 1))
                .isEmpty();
        PairingCode elsewhere = PairingCode.make(BareJid.of("garage@example.org"), panel.shown(), random);
        assertThat(meet(PHONE, controller(elsewhere, PHONE, phone).introduction(), 2))
                .isEmpty();
        assertThat(meet(PHONE, controller.introduction(), 3)).isPresent();
    }

    /** The server sends on what the phone says in Mallory's name, or puts its own keys into it: neither is the phone any more. */
    @Test
    void aServerBetweenTheTwoChangesNothing() {
        Element right = controller.introduction();
        assertThat(meet(MALLORY, right, 1)).isEmpty();
        for (String attribute : new String[] {"verifying", "sealing", "proof"}) {
            String keys = attribute.equals("verifying")
                    ? base64(mallory.shown().verifying().bytes().toByteArray())
                    : base64(mallory.shown().sealing().bytes().toByteArray());
            assertThat(meet(PHONE, with(right, attribute, keys), 2)).isEmpty();
        }
        Element answer = meet(PHONE, right, 3).orElseThrow();
        Jid there = FullJid.of(PANEL + "/x");
        for (String attribute : new String[] {"verifying", "sealing", "proof"}) {
            String keys = base64(mallory.shown().sealing().bytes().toByteArray());
            assertThat(controller.meet(there, with(answer, attribute, keys))).isEmpty();
        }
        assertThat(controller.meet(MALLORY, answer)).isEmpty();
        assertThat(controller.meet(there, right)).isEmpty();
        assertThat(controller.meet(there, answer)).isPresent();
    }

    /**
     * Whoever has seen the code, and has the server on his side, is no other device for the phone; and what the true device adds to the
     * number he does not know before he has said which keys are his, so that he cannot look for some that make both numbers the same.
     */
    @Test
    void aCodeThatLeaksToTheServerIsOfNoUse() {
        PairingCode seen = PairingCode.read(Unverified.of(code.reveal())).orElseThrow();
        Jid there = FullJid.of(PANEL + "/x");
        Introduction.Pair pair = new Introduction.Pair(PANEL, PHONE.bare());
        Introduction false1 = Introduction.ofDevice(mallory.shown(), Unverified.of("panel"), code, pair, phone.shown());
        assertThat(controller.meet(there, Introduction.OF_DEVICE.encode(false1)))
                .isEmpty();
        Introduction false2 = Introduction.ofDevice(panel.shown(), Unverified.of("panel"), seen, pair, phone.shown());
        assertThat(controller.meet(there, Introduction.OF_DEVICE.encode(false2)))
                .isEmpty();
        Element answer =
                meet(PHONE, controller(seen, PHONE, mallory).introduction(), 1).orElseThrow();
        Octets given = Introduction.OF_DEVICE
                .decode(answer)
                .value()
                .orElseThrow()
                .nonce()
                .orElseThrow();
        assertThat(code.reveal()).doesNotContain(base64(given.toByteArray()).substring(0, 20));
        String shownByThePhone = Introduction.fingerprint(pair, panel.shown(), phone.shown(), given);
        assertThat(device.confirm(shownByThePhone, 3)).isEmpty();
    }

    /** The number of the same two is another one each time. */
    @Test
    void theNumberIsNotKnownBeforeTheKeysAre() {
        meet(PHONE, controller.introduction(), 1);
        String first = device.met().orElseThrow().fingerprint();
        code = PairingCode.make(PANEL, panel.shown(), random);
        device.open(code, OWNER, 2);
        meet(PHONE, controller(code, PHONE, phone).introduction(), 3);
        assertThat(device.met().orElseThrow().fingerprint()).isNotEqualTo(first);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static Element with(Element element, String attribute, String value) {
        Element.Builder built =
                Element.named(element.name().namespace(), element.name().local());
        element.attributes()
                .forEach(
                        one -> built.attribute(one.name(), one.name().local().equals(attribute) ? value : one.value()));
        element.children().forEach(built::child);
        return built.build();
    }
}

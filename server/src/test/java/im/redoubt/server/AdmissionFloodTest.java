package im.redoubt.server;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.server.House.Guest;
import im.redoubt.server.store.Admission;
import im.redoubt.server.store.MessageId;
import im.redoubt.server.store.Store;
import im.redoubt.server.store.Subscription;
import im.redoubt.xml.Element;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Strangers flood an account that hears those on its list: nothing is sent to it, and nothing waits for it. */
class AdmissionFloodTest {
    private static final int FLOOD = 10_000;

    private final List<Guest> strangers = new ArrayList<>();
    private House house;
    private BareJid panel;
    private BareJid keypad;

    AdmissionFloodTest(@TempDir Path directory) {
        house = new House(directory);
        panel = house.account("panel");
        keypad = house.account("keypad");
    }

    @BeforeEach
    void strangersComeOnline() {
        for (String name : List.of("eve", "mallory", "trudy", "pane1", "panel-keypad")) {
            strangers.add(house.guest(house.account(name), "s").comesOnline(0));
        }
    }

    @AfterEach
    void close() {
        house.close();
    }

    /** One of each that a client can send to somebody, in turn. */
    private Element unsolicited(int number, String session) {
        List<String> to = List.of(panel.toString(), session, panel + "/gone");
        String address = to.get(number % 3);
        return switch (number / 3 % 10) {
            case 0 -> stanza("message", "chat", address, body());
            case 1 -> stanza("message", "normal", address, body());
            case 2 -> stanza("message", "headline", address, body());
            case 3 -> stanza("message", "groupchat", address, body());
            case 4 -> stanza("iq", "get", address, element("jabber:iq:version", "query"));
            case 5 -> stanza("iq", "set", address, element("urn:example:alarm:1", "disarm"));
            case 6 -> stanza("iq", "result", address);
            case 7 -> stanza("presence", number % 2 == 0 ? "unavailable" : "probe", address);
            case 8 -> stanza("presence", "available", address);
            default ->
                stanza(
                        "presence",
                        List.of("subscribe", "unsubscribe", "subscribed", "unsubscribed")
                                .get(number / 30 % 4),
                        address,
                        Element.named("urn:xmpp:pars:0", "preauth")
                                .attribute("token", "guess-" + "0".repeat(10) + number)
                                .build());
        };
    }

    private static Element body() {
        return Element.named("jabber:client", "body").text("disarm").build();
    }

    private static Element element(String namespace, String name) {
        return Element.named(namespace, name).build();
    }

    private static Element stanza(String kind, String type, String to, Element... inside) {
        return Element.named("jabber:client", kind)
                .attribute("type", type.equals("available") ? Optional.empty() : Optional.of(type))
                .attribute("id", "f")
                .attribute("to", to)
                .children(List.of(inside))
                .build();
    }

    private void flood(int count, String session) {
        for (int number = 0; number < count; number++) {
            Guest stranger = strangers.get(number % strangers.size());
            stranger.sends(unsolicited(number / strangers.size(), session));
            stranger.forget();
        }
    }

    private void nothingWaits() {
        assertThat(Store.await(house.store().messages().pendingOffline(panel, MessageId.START, 1, 1_000))
                        .ids())
                .isEmpty();
        assertThat(Store.await(house.store().rosters().requests(panel))).isEmpty();
    }

    private void nothingIsKept() {
        nothingWaits();
        assertThat(Store.await(house.store().archive().ends(panel))).isEmpty();
        assertThat(Store.await(house.store().rosters().load(panel)).items().keySet())
                .isSubsetOf(keypad);
    }

    @Test
    @Tag("IOT-05")
    @Tag("I-150")
    @Tag("I-146")
    @Tag("D-105")
    void tenThousandStanzasOfStrangersCostTheDeviceNothing() {
        house.hears(panel, keypad);
        house.knows(panel, keypad, Subscription.BOTH);
        house.knows(keypad, panel, Subscription.BOTH);
        Guest device = house.guest(panel, "device").comesOnline(0);
        Guest controller = house.guest(keypad, "controller").comesOnline(0);
        device.forget();
        String session = device.session().address().toString();

        flood(FLOOD / 2, session);
        assertThat(device.received()).isEmpty();
        nothingIsKept();

        controller.sends(stanza("message", "normal", session, element("urn:example:alarm:1", "arm")));
        assertThat(device.messages()).hasSize(1);
        device.leaves();
        int heard = device.received().size();
        flood(FLOOD / 2, session);
        assertThat(device.received()).hasSize(heard);
        nothingWaits();

        Guest back = house.guest(panel, "back");
        back.forget();
        back.comesOnline(0);
        assertThat(back.received())
                .hasSize(2)
                .allSatisfy(
                        stanza -> assertThat(stanza.from().orElseThrow().bare()).isIn(panel, keypad));
    }

    /** What was begun before the answer may still arrive; nothing that was begun behind it does. */
    @Test
    @Tag("IOT-05")
    @Tag("I-150")
    void aListThatIsSetDuringAFloodEndsIt() throws Exception {
        Guest device = house.guest(panel, "device").comesOnline(0);
        String session = device.session().address().toString();
        CyclicBarrier phases = new CyclicBarrier(strangers.size() + 1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> floods = strangers.stream()
                    .map(stranger -> threads.submit((Callable<Integer>) () -> {
                        phases.await();
                        for (int number = 0; number < 100; number++) {
                            stranger.sends(unsolicited(number, session));
                        }
                        phases.await();
                        phases.await();
                        for (int number = 0; number < 100; number++) {
                            stranger.sends(unsolicited(number, session));
                        }
                        return 0;
                    }))
                    .toList();
            phases.await();
            device.sends(stanza(
                    "iq",
                    "set",
                    panel.toString(),
                    Element.named("urn:redoubt:admission:0", "admission")
                            .attribute("admits", "listed")
                            .build()));
            assertThat(device.received()).anyMatch(stanza -> stanza.kind().equals("iq"));
            phases.await();
            house.settle();
            device.forget();
            phases.await();
            for (Future<Integer> flood : floods) {
                flood.get();
            }
        }
        house.settle();
        assertThat(device.received()).isEmpty();
    }

    /** A hundred lists at once from ten sessions: what is in force is what is in the store and what all were told last. */
    @Test
    @Tag("IOT-05")
    void aHundredListsAtOnceLeaveOneThatAllKnow() throws Exception {
        List<Guest> sessions = IntStream.range(0, 10)
                .mapToObj(i -> house.guest(panel, "s" + i)
                        .sends(stanza("iq", "get", panel.toString(), element("urn:redoubt:admission:0", "admission"))))
                .toList();
        sessions.forEach(Guest::forget);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Guest>> all = IntStream.range(0, 100)
                    .mapToObj(i -> threads.submit(() -> sessions.get(i % 10)
                            .sends(stanza(
                                    "iq",
                                    "set",
                                    panel.toString(),
                                    Element.named("urn:redoubt:admission:0", "admission")
                                            .attribute("admits", "listed")
                                            .child(Element.named("urn:redoubt:admission:0", "admitted")
                                                    .attribute("jid", "n" + i + "@localhost")
                                                    .build())
                                            .build()))))
                    .toList();
            for (Future<Guest> one : all) {
                one.get();
            }
        }
        house.settle();
        Admission.Listed stored =
                (Admission.Listed) Store.await(house.store().admissions().load(panel));
        assertThat(stored.addresses()).hasSize(1);
        String last = stored.addresses().iterator().next().toString();
        for (Guest session : sessions) {
            List<Stanza> pushes = session.received().stream()
                    .filter(stanza -> stanza.typeAttribute().equals(Optional.of("set")))
                    .toList();
            assertThat(pushes).hasSize(100);
            assertThat(pushes.getLast().toString()).isNotEmpty();
            assertThat(pushed(pushes.getLast())).isEqualTo(last);
            assertThat(pushes.stream().map(AdmissionFloodTest::pushed).toList())
                    .isEqualTo(sessions.getFirst().received().stream()
                            .filter(stanza -> stanza.typeAttribute().equals(Optional.of("set")))
                            .map(AdmissionFloodTest::pushed)
                            .toList());
        }
    }

    private static String pushed(Stanza push) {
        return push.content()
                .first("urn:redoubt:admission:0", "admission")
                .flatMap(list -> list.first("urn:redoubt:admission:0", "admitted"))
                .flatMap(entry -> entry.attribute("jid"))
                .orElse("");
    }
}

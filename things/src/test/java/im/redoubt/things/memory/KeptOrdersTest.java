package im.redoubt.things.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.client.ClientException;
import im.redoubt.client.extension.Octets;
import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.things.command.Role;
import im.redoubt.things.command.Taken;
import im.redoubt.things.command.Warrant;
import im.redoubt.things.key.OwnKeys;
import im.redoubt.things.key.Signed;
import im.redoubt.xml.Element;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However many commands a controller gives, it can keep them, with all devices that it may know, and what it keeps it can read. */
@Tag("I-152")
final class KeptOrdersTest {
    private static final BareJid PANEL = BareJid.of("panel@example.org");
    private static final BareJid GARAGE = BareJid.of("garage@example.org");
    private static final Instant NOW = Instant.parse("2026-12-01T10:00:00Z");
    private static final Warrant.Times TIMES = new Warrant.Times(NOW, NOW.plusSeconds(60));
    private static final OwnKeys KEYS = OwnKeys.make(new SecureRandom());

    private static Octets id(int number) {
        byte[] bytes = new byte[Warrant.ID_BYTES];
        bytes[0] = (byte) number;
        return Octets.copyOf(bytes);
    }

    private static KeptOrder order(int number, BareJid device, int bytes) {
        Element command = Element.named("urn:example:alarm:1", "arm")
                .text("x".repeat(Math.max(0, bytes - 64)))
                .build();
        return new KeptOrder(id(number), device, TIMES, false, 0, Octets.copyOf(new byte[32]), command);
    }

    private static KeptOrders of(int count, int bytes) {
        KeptOrders orders = KeptOrders.NONE;
        for (int i = 0; i < count; i++) {
            orders = orders.signed(order(i, PANEL, bytes));
        }
        return orders;
    }

    @Test
    void onlySoManyAreKept() {
        KeptOrders most = of(KeptOrders.MOST, 0);
        assertThat(most.all()).hasSize(KeptOrders.MOST);
        KeptOrder further = order(KeptOrders.MOST, PANEL, 0);
        assertThatThrownBy(() -> most.signed(further)).isInstanceOf(ClientException.class);
        assertThat(most.signed(order(3, PANEL, 0)).all())
                .as("one that is repeated")
                .hasSize(KeptOrders.MOST);
        KeptOrder large = order(KeptOrders.MOST, PANEL, KeptOrder.MOST_BYTES);
        int fit = KeptOrders.MOST_BYTES_TOGETHER / KeptOrder.MOST_BYTES;
        assertThatThrownBy(() -> of(fit, KeptOrder.MOST_BYTES).signed(large)).isInstanceOf(ClientException.class);
    }

    @Test
    void moreThanThatAreNotRead() {
        List<KeptOrder> tooMany = new ArrayList<>(of(KeptOrders.MOST, 0).all());
        ControllerMemory most = new ControllerMemory(KEYS, List.of(), new KeptOrders(tooMany));
        Element written = ControllerMemory.CODEC.encode(most);
        assertThat(ControllerMemory.CODEC.decode(written).value()).isPresent();
        Element.Builder more =
                Element.named(written.name().namespace(), written.name().local());
        written.attributes().forEach(one -> more.attribute(one.name().local(), one.value()));
        written.children().forEach(more::child);
        more.child(KeptOrder.CODEC.encode(order(KeptOrders.MOST, PANEL, 0)));
        assertThat(ControllerMemory.CODEC.decode(more.build()).value()).isEmpty();
    }

    /** What was written before there were orders. */
    @Test
    void anOlderMemoryIsRead() {
        Base64.Encoder base64 = Base64.getEncoder();
        Element older = Element.named(Signed.NAMESPACE, "controller")
                .attribute("signing", base64.encodeToString(new byte[32]))
                .attribute("opening", base64.encodeToString(new byte[32]))
                .child(KnownDevice.CODEC.encode(known("panel", 0)))
                .build();
        ControllerMemory read = ControllerMemory.CODEC.decode(older).value().orElseThrow();
        assertThat(read.orders()).isEqualTo(KeptOrders.NONE);
        assertThat(read.devices()).hasSize(1);
        assertThat(ControllerMemory.CODEC.encode(read)).isEqualTo(older);
    }

    private static KnownDevice known(String name, int number) {
        BareJid address = BareJid.of(name + number + "@example.org");
        return new KnownDevice(address, KEYS.shown(), Role.OWNER, Unverified.of("x".repeat(64)), 1L << 40, 1L << 40);
    }

    @Test
    void theLargestOnesFitIntoTheFile(@TempDir Path home) {
        List<KnownDevice> devices = new ArrayList<>();
        for (int i = 0; i < ControllerMemory.MOST_DEVICES; i++) {
            devices.add(known("panel-of-a-house-with-a-rather-long-name-", i));
        }
        int each = KeptOrders.MOST_BYTES_TOGETHER / KeptOrders.MOST;
        ControllerMemory most = new ControllerMemory(KEYS, devices, of(KeptOrders.MOST, each));
        try (Secret key = Secret.copyOf(new byte[32]);
                Keep keep = Keep.in(home.resolve("state"), key)) {
            Stored.open(keep, ControllerMemory.CODEC, most);
            assertThat(Stored.open(keep, ControllerMemory.CODEC, most).now().orders())
                    .isEqualTo(most.orders());
        }
    }

    @Test
    void eachOneThatIsSignedOvertakesTheOthersOfItsDeviceAndNotItself() {
        KeptOrders orders = KeptOrders.NONE
                .signed(order(1, PANEL, 0))
                .signed(order(2, GARAGE, 0))
                .signed(order(3, PANEL, 0))
                .signed(order(3, PANEL, 0));
        assertThat(orders.find(id(1)).orElseThrow().overtaken()).isEqualTo(2);
        assertThat(orders.find(id(2)).orElseThrow().overtaken()).isZero();
        assertThat(orders.find(id(3)).orElseThrow().overtaken()).isZero();
        for (int i = 0; i < 2 * Taken.MOST; i++) {
            orders = orders.signed(order(1, PANEL, 0));
        }
        assertThat(orders.find(id(3)).orElseThrow().mayBeForgotten()).isTrue();
        assertThat(orders.find(id(1)).orElseThrow().mayBeForgotten()).isFalse();
        assertThat(orders.find(id(1)).orElseThrow().overtaken()).isEqualTo(2);
    }
}

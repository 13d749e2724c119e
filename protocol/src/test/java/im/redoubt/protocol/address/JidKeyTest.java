package im.redoubt.protocol.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Addresses as keys of maps. */
class JidKeyTest {
    @Test
    void ordersConsistentlyWithEquality() {
        List<Jid> jids = new ArrayList<>();
        for (String text : List.of("b@a", "a@b", "a", "b", "a@a", "b@a/x", "b@a/y", "a/x", "a@a/x")) {
            jids.add(Jid.of(text));
        }
        for (int i = 0; i < jids.size(); i++) {
            for (int j = 0; j < jids.size(); j++) {
                Jid one = jids.get(i);
                Jid other = jids.get(j);
                assertThat(one.equals(other)).isEqualTo(i == j);
                if (one instanceof BareJid a && other instanceof BareJid b) {
                    assertThat(a.compareTo(b) == 0).isEqualTo(a.equals(b));
                    assertThat(Integer.signum(a.compareTo(b))).isEqualTo(-Integer.signum(b.compareTo(a)));
                } else if (one instanceof FullJid a && other instanceof FullJid b) {
                    assertThat(a.compareTo(b) == 0).isEqualTo(a.equals(b));
                    assertThat(Integer.signum(a.compareTo(b))).isEqualTo(-Integer.signum(b.compareTo(a)));
                }
            }
        }
    }

    /** The strings {@code 1z} and {@code 2[} have equal hashes, and so has whatever is put together from them. */
    @Test
    @Tag("D-103")
    void isFoundAmongKeysThatCollideOnPurpose() {
        List<String> locals = new ArrayList<>(List.of(""));
        for (int i = 0; i < 12; i++) {
            List<String> longer = new ArrayList<>();
            for (String local : locals) {
                longer.add(local + "1z");
                longer.add(local + "2[");
            }
            locals = longer;
        }
        Map<BareJid, String> map = new HashMap<>();
        Set<Integer> hashes = new HashSet<>();
        for (String local : locals) {
            BareJid jid = BareJid.of(local, "h");
            hashes.add(jid.hashCode());
            map.put(jid, local);
        }
        assertThat(hashes).hasSize(1);
        assertThat(map).hasSize(4096);
        assertThat(map.get(BareJid.of(locals.get(4095), "h"))).isEqualTo(locals.get(4095));
        // Without an order among keys a map of these would compare each with all before it.
        assertThat(BareJid.of("a@b")).isInstanceOf(Comparable.class);
        assertThat(FullJid.of("a@b/c")).isInstanceOf(Comparable.class);
    }
}

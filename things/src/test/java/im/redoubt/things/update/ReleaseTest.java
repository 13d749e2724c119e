package im.redoubt.things.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.client.extension.Octets;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.things.command.SignedCommand;
import im.redoubt.things.command.Warrant;
import im.redoubt.things.key.Digest;
import im.redoubt.things.key.Signed;
import im.redoubt.things.memory.Stored;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is signed of a program is that and nothing else. */
@Tag("I-153")
class ReleaseTest {
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

    private final Workshop shop = new Workshop();
    private final Release release = Workshop.release(2);

    @Test
    void isReadAsItWasSigned() {
        Octets signed = release.sign(shop.maker);
        assertThat(Release.read(signed)).map(Signed::content).contains(release);
        assertThat(shop.updater.refusal(signed)).isEmpty();
    }

    @Test
    void theLongestIsWithinTheBound() {
        Octets hash = release.sha256();
        Release longest = new Release(
                "p".repeat(Release.MOST_PRODUCT_CHARS), Long.MAX_VALUE, Long.MAX_VALUE - 1, Release.MOST_SIZE, hash);
        assertThat(Release.read(longest.sign(shop.maker))).map(Signed::content).contains(longest);
    }

    @Test
    void noBitOfItCanBeChanged() {
        byte[] right = shop.signed(2).toByteArray();
        int unsigned = 0;
        for (int bit = 0; bit < 8 * right.length; bit++) {
            byte[] other = right.clone();
            other[bit / 8] ^= (byte) (1 << bit % 8);
            Refusal why = shop.updater.refusal(Octets.copyOf(other)).orElseThrow();
            assertThat(why).isIn(Refusal.MALFORMED, Refusal.UNSIGNED);
            unsigned += why == Refusal.UNSIGNED ? 1 : 0;
        }
        assertThat(unsigned).isGreaterThan(300);
    }

    @Test
    void nothingCanBeLeftOutOrAdded() {
        byte[] right = shop.signed(2).toByteArray();
        for (int at = 0; at < right.length; at++) {
            byte[] shorter = Arrays.copyOf(right, right.length - 1);
            System.arraycopy(right, at + 1, shorter, at, right.length - at - 1);
            assertThat(shop.refused(Octets.copyOf(shorter))).isIn(Refusal.MALFORMED, Refusal.UNSIGNED);
        }
        for (String more : new String[] {" ", "x", "<more/>", new String(right, StandardCharsets.UTF_8)}) {
            byte[] text = Digest.bytes(more);
            byte[] longer = Arrays.copyOf(right, right.length + text.length);
            System.arraycopy(text, 0, longer, right.length, text.length);
            assertThat(shop.refused(Octets.copyOf(longer))).isEqualTo(Refusal.MALFORMED);
        }
    }

    /** Each field belongs to what is signed: none can be another one under the signature of this. */
    @Test
    void noFieldCanBeChangedUnderASignature() {
        Octets signature = Release.read(release.sign(shop.maker)).orElseThrow().signature();
        Octets otherHash = Workshop.sha256(Workshop.program(3));
        for (Release other : new Release[] {
            new Release("panel2", 2, 0, release.size(), release.sha256()),
            new Release(Workshop.PRODUCT, 3, 0, release.size(), release.sha256()),
            new Release(Workshop.PRODUCT, 2, 1, release.size(), release.sha256()),
            new Release(Workshop.PRODUCT, 2, 0, release.size() + 1, release.sha256()),
            new Release(Workshop.PRODUCT, 2, 0, release.size(), otherHash)
        }) {
            assertThat(shop.refused(written(other, signature))).isEqualTo(Refusal.UNSIGNED);
        }
    }

    /** Though the maker's own key has signed it: as a command, as a report, or as what belongs to something else. */
    @Test
    void whatWasSignedAsSomethingElseIsNoRelease() {
        BareJid panel = BareJid.of("panel@example.org");
        Octets id = Octets.copyOf(new byte[Warrant.ID_BYTES]);
        Warrant warrant =
                new Warrant(panel, panel, 1, new Warrant.Times(NOW, NOW.plusSeconds(60)), id, Optional.of(id));
        SignedCommand<Release> command = SignedCommand.sign(warrant, release, Release.CODEC, shop.maker);
        assertThat(shop.refused(written(release, command.signature()))).isEqualTo(Refusal.UNSIGNED);
        assertThat(shop.refused(Octets.copyOf(
                        Stored.bytes(SignedCommand.codec(Release.CODEC).encode(command)))))
                .isEqualTo(Refusal.MALFORMED);
        for (Octets other : new Octets[] {id, Digest.of(), Digest.of(Digest.bytes(panel.toString()))}) {
            Signed<Release> report = Signed.sign(release, Release.CODEC, other, shop.maker);
            assertThat(shop.refused(written(release, report.signature()))).isEqualTo(Refusal.UNSIGNED);
        }
    }

    @Test
    void whatMakesNoSenseIsNone() {
        Octets hash = release.sha256();
        for (String product :
                new String[] {"", "Panel", "-panel", ".", "pan el", "panel\n", "../panel", "p".repeat(65)}) {
            assertThatThrownBy(() -> new Release(product, 2, 0, 1, hash)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new Release("panel", 0, 0, 1, hash)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Release("panel", 2, 2, 1, hash)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Release("panel", 2, 0, 0, hash)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Release("panel", 2, 0, 1, Octets.copyOf(new byte[31])))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Octets written(Release release, Octets signature) {
        return Octets.copyOf(Stored.bytes(Signed.codec(Release.CODEC).encode(new Signed<>(release, signature))));
    }
}

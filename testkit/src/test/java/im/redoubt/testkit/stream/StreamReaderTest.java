package im.redoubt.testkit.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamReaderTest {
    private static final String SESSION = "<?xml version='1.0'?><stream:stream xmlns='jabber:client'"
            + " xmlns:stream='http://etherx.jabber.org/streams' id='a>b'> <stream:features><a/></stream:features>\n"
            + "<message a='/>' b=\"'>\"><body>ü &lt;</body></message><presence/></stream:stream>";

    private static List<Received> read(byte[] bytes, int chunk) {
        StreamReader reader = new StreamReader();
        List<Received> all = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += chunk) {
            int count = Math.min(chunk, bytes.length - at);
            byte[] part = new byte[count];
            System.arraycopy(bytes, at, part, 0, count);
            reader.add(part, count);
            for (Optional<Received> next = reader.next(); next.isPresent(); next = reader.next()) {
                all.add(next.get());
            }
        }
        assertThat(reader.isEmpty()).isTrue();
        return all;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 10_000})
    void cutsAStreamWhereverItsBytesAreCut(int chunk) {
        List<Received> all = read(SESSION.getBytes(StandardCharsets.UTF_8), chunk);

        assertThat(all).hasSize(5);
        assertThat(((Received.Header) all.get(0)).header().attribute("id")).isEqualTo("a>b");
        assertThat(((Received.Whole) all.get(1)).element().is("http://etherx.jabber.org/streams", "features"))
                .isTrue();
        Tree message = ((Received.Whole) all.get(2)).element();
        assertThat(message.attribute("b")).isEqualTo("'>");
        assertThat(message.children().get(0).text()).isEqualTo("ü <");
        assertThat(((Received.Whole) all.get(3)).element().is("jabber:client", "presence"))
                .isTrue();
        assertThat(all.get(4)).isInstanceOf(Received.Footer.class);
    }

    @Test
    void waitsForTheRest() {
        StreamReader reader = new StreamReader();
        reader.add("<a><b".getBytes(StandardCharsets.UTF_8), 5);

        assertThat(reader.next()).isEmpty();
        assertThat(reader.isEmpty()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text",
                "<a><!-- x --></a>",
                "<?pi x?>",
                "<!DOCTYPE a>",
                "<a><![CDATA[x]]></a>",
                "</a>",
                "<a></b>",
                "<a>&other;</a>",
                "<a><?pi x?></a>"
            })
    void refusesWhatNoServerMayWrite(String text) {
        StreamReader reader = new StreamReader();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        reader.add(bytes, bytes.length);

        assertThatThrownBy(reader::next)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the server wrote");
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        StreamReader reader = new StreamReader();
        reader.add(new byte[] {'<', 'a', '>', (byte) 0xC0, (byte) 0xBC, '<', '/', 'a', '>'}, 9);

        assertThatThrownBy(reader::next).hasMessageContaining("not UTF-8");
    }
}

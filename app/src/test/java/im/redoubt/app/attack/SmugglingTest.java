package im.redoubt.app.attack;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.app.command.RawClient;
import im.redoubt.app.command.RunningRedoubt;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Stanzas within stanzas: whatever the bytes of a sender look like, receivers with parsers of their own (Woodstox, and that
 * of the JDK, which Smack uses) read exactly the messages that the server took, each from its real sender.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SmugglingTest {
    private static final String STREAM =
            "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";

    /** What messages are made of: what parsers have quarrelled about. */
    private static final String[] PIECES = {
        "a",
        "\u00e9",
        "\u4f60",
        "\ud83d\ude00",
        " ",
        "\n",
        "\t",
        "\r",
        "\r\n",
        "&lt;",
        "&gt;",
        "&amp;",
        "&quot;",
        "&apos;",
        "&#10;",
        "&#13;",
        "&#x9;",
        "&#x1F600;",
        ">",
        "'",
        "\"",
        "]] ",
        "}",
        "|",
        "\u0085",
        "\u2028",
        "<![CDATA[<message>]]>",
        "<![CDATA[]]>",
        "<![CDATA[]]]]>",
        "<b xmlns='urn:b'/>",
        "<b/>",
        "<x:b xmlns:x='urn:x' x:a='1' a='2'/>",
        "<b xmlns=''/>",
        "<stream:x/>",
        "<b a='&lt;&#10;&#9;\n\t'/>",
        "<b a=\"it's &apos;&gt;\" b='&quot;>'/>",
        "<b xml:lang='de'>x</b>",
        "<message/>",
        "<b xmlns='jabber:server'><c xmlns='jabber:client'/></b>",
        "<x:b xmlns:x='jabber:client'/>",
        "<x:b xmlns:x='a' xmlns:y='b' y:c='&quot;'><y:d/></x:b>"
    };

    /** What is put somewhere into the bytes to break them. */
    private static final String[] FAULTS = {
        "<",
        ">",
        "&",
        "'",
        "\"",
        "/",
        "</body>",
        "</message>",
        "</stream:stream>",
        "<message>",
        "]]>",
        "<!--",
        "-->",
        "<?x?>",
        "<![CDATA[",
        "\u0000",
        "\ufffe",
        "&#0;",
        "&x;",
        "xmlns='urn:z'",
        "xmlns:x=''",
        "\u001b",
        "=",
        " from='bob@localhost'"
    };

    /** What the server adds: the id in bob's archive. */
    private static final String OWN_ID =
            "<stanza-id xmlns='urn:xmpp:sid:0' by='bob@localhost' id='[0-9a-f]{32}'/></message>";

    private final RunningRedoubt service;
    private final Attacker attacker;
    private final RawClient bob;

    /** A message as a reader sees it: its parts in order. */
    private record Seen(String sender, List<String> parts) {}

    SmugglingTest(@TempDir Path directory) {
        this.service = new RunningRedoubt(
                        directory, "limits.stanzas_per_second=100000", "limits.bytes_per_second=100000000")
                .with("alice")
                .with("bob");
        this.attacker = Attacker.of(service);
        this.bob = attacker.signIn("bob").available();
    }

    @AfterAll
    void stop() {
        bob.close();
        service.close();
    }

    @Test
    @Tag("S-7")
    @Tag("LIB-01")
    void aReceiverReadsWhatASenderWrote() {
        try (RawClient alice = attacker.signIn("alice")) {
            for (int seed = 0; seed < 300; seed++) {
                byte[] bytes = message(new Random(seed)).getBytes(StandardCharsets.UTF_8);
                alice.send(bytes);
                String settled = alice.settle();
                assertThat(settled).as("seed %d", seed).doesNotContain("error");
                assertThat(received(alice.address())).as("seed %d", seed).isEqualTo(read(bytes));
            }
        }
    }

    @Test
    @Tag("S-7")
    @Tag("S-4")
    @Tag("LIB-01")
    void brokenBytesNeverBecomeAnotherStanza() {
        int whole = 0;
        for (int seed = 0; seed < 120; seed++) {
            Random random = new Random(seed);
            byte[] bytes = broken(random);
            try (RawClient alice = attacker.signIn("alice")) {
                alice.send(bytes);
                alice.send("<iq type='get' id='settled'><ping xmlns='urn:xmpp:ping'/></iq></stream:stream>")
                        .awaitEnd();
                List<Seen> sent = read(bytes);
                List<Seen> received = received(alice.address());
                // One whose address was hit goes elsewhere; none comes that was not sent, or in another order.
                assertThat(sent).as("seed %d", seed).containsSubsequence(received);
                whole += received.size() == sent.size() ? 1 : 0;
            }
        }
        assertThat(whole).as("streams that were read to where they broke").isGreaterThan(20);
    }

    private static String message(Random random) {
        StringBuilder message = new StringBuilder("<message to='bob@localhost' type='chat'>");
        for (int part = random.nextInt(3); part >= 0; part--) {
            message.append("<body>");
            for (int piece = random.nextInt(8); piece >= 0; piece--) {
                message.append(PIECES[random.nextInt(PIECES.length)]);
            }
            message.append("</body>");
        }
        return message.append("</message>").toString();
    }

    private static byte[] broken(Random random) {
        String text = message(random) + message(random) + message(random);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] good = text.getBytes(StandardCharsets.UTF_8);
        int at = random.nextInt(good.length);
        bytes.write(good, 0, at);
        switch (random.nextInt(4)) {
            case 0 -> bytes.writeBytes(FAULTS[random.nextInt(FAULTS.length)].getBytes(StandardCharsets.UTF_8));
            case 1 -> bytes.write(random.nextInt(256));
            case 2 -> at = Math.min(good.length, at + 1 + random.nextInt(3));
            default -> bytes.writeBytes(new byte[] {(byte) 0xeb, '<', '/', 'b', '>'});
        }
        bytes.write(good, at, good.length - at);
        return bytes.toByteArray();
    }

    /** Returns what bob got since the last time, and checks who it is from. */
    private List<Seen> received(String sender) {
        // What other streams sent before is written at the latest after the answer to the first ping, which comes from
        // here.
        String bytes = bob.settle() + bob.await(">") + bob.settle();
        String messages = bytes.replaceAll("<iq [^>]*id='s\\d+'[^>]*>?", "").replaceAll(OWN_ID, "</message>");
        List<Seen> seen = read(messages.getBytes(StandardCharsets.UTF_8));
        assertThat(read(messages.getBytes(StandardCharsets.UTF_8), XMLInputFactory.newDefaultFactory()))
                .as("what the parser of the JDK reads")
                .isEqualTo(seen);
        return seen.stream()
                .map(one -> {
                    assertThat(one.sender()).isEqualTo(sender);
                    return new Seen("", one.parts());
                })
                .toList();
    }

    /** Reads the messages of a stream with the other parser, up to where it finds a fault. */
    private static List<Seen> read(byte[] bytes) {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        assertThat(factory.getClass().getName()).startsWith("com.ctc.wstx.");
        return read(bytes, factory);
    }

    private static List<Seen> read(byte[] bytes, XMLInputFactory factory) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        stream.writeBytes(STREAM.getBytes(StandardCharsets.UTF_8));
        stream.writeBytes(bytes);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        List<Seen> all = new ArrayList<>();
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new ByteByByte(stream.toByteArray()), "UTF-8");
            reader.nextTag();
            while (reader.hasNext()) {
                int event = reader.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    all.add(element(reader));
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    return all;
                }
            }
        } catch (XMLStreamException | RuntimeException broken) { // Woodstox throws both for bytes that are no XML
            return all;
        }
        return all;
    }

    /** Gives one byte at a time, or the parser would see faults far behind what it reads. */
    private static final class ByteByByte extends ByteArrayInputStream {
        ByteByByte(byte[] bytes) {
            super(bytes);
        }

        @Override
        public synchronized int read(byte[] into, int offset, int length) {
            return super.read(into, offset, Math.min(1, length));
        }
    }

    private static Seen element(XMLStreamReader reader) throws XMLStreamException {
        String from = reader.getAttributeValue("", "from");
        List<String> parts = new ArrayList<>();
        int depth = 1;
        // The server judges the attributes of the stanza itself, and says them in its own words.
        parts.add(named(reader));
        while (depth > 0) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    depth++;
                    parts.add(start(reader));
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    depth--;
                    parts.add("/");
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                    text(parts, reader.getText());
                default -> throw new XMLStreamException("no part of a stanza");
            }
        }
        return new Seen(from == null ? "" : from, parts);
    }

    private static void text(List<String> parts, String text) {
        if (text.isEmpty()) {
            return;
        }
        if (parts.getLast().startsWith("\"")) {
            parts.set(parts.size() - 1, parts.getLast() + text);
        } else {
            parts.add("\"" + text);
        }
    }

    private static String start(XMLStreamReader reader) {
        SortedMap<String, String> attributes = new TreeMap<>();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            String namespace = reader.getAttributeNamespace(i) == null ? "" : reader.getAttributeNamespace(i);
            attributes.put("{" + namespace + "}" + reader.getAttributeLocalName(i), reader.getAttributeValue(i));
        }
        return named(reader) + attributes;
    }

    private static String named(XMLStreamReader reader) {
        String namespace = reader.getNamespaceURI() == null ? "" : reader.getNamespaceURI();
        return "<{" + namespace + "}" + reader.getLocalName();
    }
}

package im.redoubt.xml;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Measures parsing and writing by hand: {@code java -cp target/classes:target/test-classes im.redoubt.xml.ParserTiming}.
 * Prints nanoseconds for each stanza; no figure of it is asserted anywhere.
 */
final class ParserTiming {
    private static final int STANZAS = 64;
    private static final int ROUNDS = 3_000;
    private static final String MESSAGE = "<message from='romeo@montague.example/orchard' to='juliet@capulet.example' "
            + "id='ktx72v49' type='chat' xml:lang='en'><body>Art thou not Romeo, and a Montague?</body>"
            + "<active xmlns='http://jabber.org/protocol/chatstates'/>"
            + "<request xmlns='urn:xmpp:receipts'/><origin-id xmlns='urn:xmpp:sid:0' id='de305d54-75b4-431b'/></message>";

    private ParserTiming() {}

    public static void main(String[] args) {
        byte[] message = Reading.bytes(MESSAGE);
        byte[] arabic = Reading.bytes(
                "<message to='juliet@capulet.example'><body>" + "مرحبا بالعالم ".repeat(20) + "</body></message>");
        for (int i = 0; i < 4; i++) {
            System.out.printf(
                    "message of %d bytes: parse %d ns, parse and write %d ns; %d bytes of Arabic: parse %d ns%n",
                    message.length, time(message, false), time(message, true), arabic.length, time(arabic, false));
        }
    }

    // Time on the processor, since other processes may want it too.
    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long time(byte[] stanza, boolean write) {
        XmlParser parser = XmlParser.stream(XmlLimits.AUTHENTICATED);
        parser.next(ByteBuffer.wrap(Reading.bytes(Reading.HEADER)));
        byte[] many = new byte[stanza.length * STANZAS];
        for (int i = 0; i < STANZAS; i++) {
            System.arraycopy(stanza, 0, many, i * stanza.length, stanza.length);
        }
        XmlBuffer out = new XmlBuffer(1024);
        CanonicalWriter writer = new CanonicalWriter(out, "jabber:client");
        long start = cpu();
        for (int i = 0; i < ROUNDS; i++) {
            ByteBuffer in = ByteBuffer.wrap(many);
            for (int j = 0; j < STANZAS; j++) {
                if (!(parser.next(in) instanceof XmlEvent.Complete complete)) {
                    throw new AssertionError("not a stanza");
                }
                if (write) {
                    ParsedElement element = complete.element();
                    out.clear();
                    writer.element(element.name(), List.copyOf(element.attributes()), element.content());
                }
            }
        }
        return (cpu() - start) / ROUNDS / STANZAS;
    }
}

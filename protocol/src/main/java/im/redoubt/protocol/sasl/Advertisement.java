package im.redoubt.protocol.sasl;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What one side saw of the offer on its end of the connection: the server what it sent, the client what it received. SCRAM
 * compares the two under its signatures (XEP-0474, XEP-0515), so that nobody in between can have edited them.
 *
 * @param mechanisms the names of the mechanisms of the protocol that is used, SASL or SASL2
 * @param bindingTypes the names of the channel binding types (XEP-0440), absent if nothing was announced
 * @param tls the version of TLS, absent where it is not known
 */
public record Advertisement(List<String> mechanisms, Optional<List<String>> bindingTypes, Optional<TlsVersion> tls) {
    /** Between two names: XML cannot hold it. */
    private static final int NAMES = 0x1E;

    /** Between mechanisms and types. */
    private static final int LISTS = 0x1F;

    /** Copies the lists. */
    public Advertisement {
        mechanisms = List.copyOf(mechanisms);
        bindingTypes = bindingTypes.map(List::copyOf);
    }

    /** Returns the hash of both lists, in base64: XEP-0474 section 5.1. */
    String hash(ScramHash hash) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        append(text, mechanisms);
        bindingTypes.ifPresent(types -> {
            text.write(LISTS);
            append(text, types);
        });
        return CanonicalBase64.encode(hash.digest(text.toByteArray()));
    }

    /** Returns the attributes that a server adds to its first message, each behind a comma. */
    String attributes(ScramHash hash) {
        return ",h=" + hash(hash) + tls.map(version -> ",t=" + version.hex()).orElse("");
    }

    /** The order is that of octets, not that of Java's characters: RFC 4790 section 9.3. */
    private static void append(ByteArrayOutputStream text, Collection<String> names) {
        List<byte[]> sorted = new ArrayList<>();
        for (String name : names) {
            sorted.add(StrictUtf8.encode(name));
        }
        sorted.sort(Bytes::compare);
        for (int i = 0; i < sorted.size(); i++) {
            if (i > 0) {
                text.write(NAMES);
            }
            text.write(sorted.get(i), 0, sorted.get(i).length);
        }
    }
}

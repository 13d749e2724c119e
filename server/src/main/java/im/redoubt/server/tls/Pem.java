package im.redoubt.server.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The blocks of a PEM file (RFC 7468). */
final class Pem {
    /** A chain of ten large certificates has a fifth of this. */
    private static final long MOST_BYTES = 256 << 10;

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----(.*?)-----END \\1-----", Pattern.DOTALL);

    private Pem() {}

    /** A block. Not a record: a record would print its content, which may be a key. */
    static final class Block {
        private final String label;
        private final byte[] content;

        Block(String label, byte[] content) {
            this.label = label;
            this.content = content;
        }

        String label() {
            return label;
        }

        byte[] content() {
            return content;
        }
    }

    /**
     * Reads all blocks of a file.
     *
     * @param file the file
     * @return its blocks in order
     * @throws TlsException when it cannot be read or has none
     */
    static List<Block> read(Path file) {
        String text;
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new TlsException(file + " has more than " + MOST_BYTES + " bytes and is no PEM file.");
            }
            text = Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new TlsException(file + " cannot be read; check that it is there and that its mode allows it.", e);
        }
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            String body = matcher.group(2);
            if (body.contains("-----")) {
                throw new TlsException(file + " has a PEM block without an end; copy it again.");
            }
            // Of old encrypted keys (Proc-Type, DEK-Info), which are not read: their label says enough.
            boolean hasHeaders = body.indexOf(':') >= 0;
            byte[] content = hasHeaders ? new byte[0] : decode(file, body);
            blocks.add(new Block(matcher.group(1), content));
        }
        if (blocks.isEmpty()) {
            throw new TlsException(
                    file + " has no PEM block; convert it with openssl to a file that begins with" + " -----BEGIN.");
        }
        return blocks;
    }

    private static byte[] decode(Path file, String body) {
        try {
            return Base64.getMimeDecoder().decode(body);
        } catch (IllegalArgumentException e) {
            throw new TlsException(file + " has a PEM block that is damaged; copy it again.", e);
        }
    }
}

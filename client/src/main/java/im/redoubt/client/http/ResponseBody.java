package im.redoubt.client.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The body of a response to a GET (RFC 9112 section 6): so many bytes, chunks, or all up to the end of the connection. */
final class ResponseBody {
    private static final int MAX_LENGTH_DIGITS = 9;
    private static final int MAX_SIZE_LINE_CHARS = 256;
    private static final int MAX_CHUNKS = 4_096;
    private static final int PIECE_BYTES = 4_096;

    private final InputStream in;
    private final int maxBytes;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    private ResponseBody(InputStream in, int maxBytes) {
        this.in = in;
        this.maxBytes = maxBytes;
    }

    /** Reads a body of at most so many bytes. A response that says its length in two ways has none (section 6.3). */
    static byte[] read(ResponseHead head, InputStream in, int maxBytes) throws IOException {
        ResponseBody body = new ResponseBody(in, maxBytes);
        List<String> codings = head.all("Transfer-Encoding");
        List<String> lengths = head.all("Content-Length");
        if (!head.all("Content-Encoding").isEmpty()) {
            throw new ResponseException("a body in an encoding that nobody asked for");
        } else if (codings.size() + lengths.size() > 1) {
            throw new ResponseException("two lengths of a body");
        } else if (codings.size() == 1) {
            if (!codings.get(0).equalsIgnoreCase("chunked")) {
                throw new ResponseException("a coding of transfer that nobody asked for");
            }
            body.chunks();
        } else if (lengths.size() == 1) {
            body.bytes(number(lengths.get(0), 10));
        } else {
            body.rest();
        }
        return body.body.toByteArray();
    }

    private static int number(String text, int radix) throws ResponseException {
        boolean digits = !text.isEmpty() && text.length() <= MAX_LENGTH_DIGITS;
        long number = 0;
        for (int i = 0; digits && i < text.length(); i++) {
            int digit = text.charAt(i) < 0x80 ? Character.digit(text.charAt(i), radix) : -1;
            digits = digit >= 0;
            number = number * radix + digit;
        }
        if (!digits || number > Integer.MAX_VALUE) {
            throw new ResponseException("a length that is no number");
        }
        return (int) number;
    }

    private void chunks() throws IOException {
        for (int chunk = 0; chunk < MAX_CHUNKS; chunk++) {
            int size = size();
            if (size == 0) {
                return; // trailers, if there are any, say nothing that is looked at
            }
            bytes(size);
            if (octet() != '\r' || octet() != '\n') {
                throw new ResponseException("a chunk that does not end where it says");
            }
        }
        throw new ResponseException("very many chunks");
    }

    private int size() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = octet(); c != '\r'; c = octet()) {
            if (line.length() == MAX_SIZE_LINE_CHARS) {
                throw new ResponseException("a long line before a chunk");
            }
            line.append((char) c);
        }
        if (octet() != '\n') {
            throw new ResponseException("a line that ends in half");
        }
        int semicolon = line.indexOf(";");
        return number(semicolon < 0 ? line.toString() : line.substring(0, semicolon), 16);
    }

    private void bytes(int count) throws IOException {
        if (count > maxBytes - body.size()) {
            throw new ResponseException("a body longer than " + maxBytes + " bytes");
        }
        byte[] piece = new byte[PIECE_BYTES];
        for (int left = count; left > 0; ) {
            int read = in.read(piece, 0, Math.min(left, piece.length));
            if (read < 0) {
                throw new EOFException("the server closed the connection");
            }
            body.write(piece, 0, read);
            left -= read;
        }
    }

    private void rest() throws IOException {
        byte[] piece = new byte[PIECE_BYTES];
        for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
            if (read > maxBytes - body.size()) {
                throw new ResponseException("a body longer than " + maxBytes + " bytes");
            }
            body.write(piece, 0, read);
        }
    }

    private int octet() throws IOException {
        int octet = in.read();
        if (octet < 0) {
            throw new EOFException("the server closed the connection");
        }
        return octet;
    }
}

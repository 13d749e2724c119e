package im.redoubt.testkit.transcript;

import im.redoubt.testkit.peer.Backend;
import im.redoubt.testkit.peer.Scram;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Text with placeholders and escapes, as transcripts send it. Escapes: {@code \xHH} a byte, {@code \n \r \t \\ \{ \}}.
 * Placeholders: {@code {name}} what is bound to it; {@code {base64 TEXT}}; {@code {repeat N TEXT}}; {@code {proof FIRST
 * CHALLENGE}} the answer of SCRAM-SHA-256 to a challenge as it came, which binds {@code {signature}} too;
 * {@code {wrong-proof FIRST CHALLENGE}} the same with another password.
 */
final class Template {
    private static final int MOST_REPEATED = 10_000_000;

    private final String text;
    private final Variables variables;
    private int at;

    private Template(String text, Variables variables) {
        this.text = text;
        this.variables = variables;
    }

    /** Returns the bytes that {@code text} stands for. */
    static byte[] bytes(String text, Variables variables) {
        return new Template(text, variables).expand(false);
    }

    /** Returns the text that {@code text} stands for. */
    static String string(String text, Variables variables) {
        return new String(bytes(text, variables), StandardCharsets.UTF_8);
    }

    private byte[] expand(boolean nested) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '}' && nested) {
                return out.toByteArray();
            }
            if (c == '\\') {
                out.write(escape());
            } else if (c == '{') {
                at++;
                out.writeBytes(placeholder());
            } else {
                int codePoint = text.codePointAt(at);
                at += Character.charCount(codePoint);
                out.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
            }
        }
        if (nested) {
            throw new TranscriptException("a placeholder without its }: " + text);
        }
        return out.toByteArray();
    }

    private int escape() {
        if (at + 1 == text.length()) {
            throw new TranscriptException("a \\ at the end");
        }
        char kind = text.charAt(at + 1);
        at += 2;
        return switch (kind) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case '\\', '{', '}' -> kind;
            case 'x' -> hex();
            default ->
                throw new TranscriptException("\\" + kind + " is no escape; there are \\xHH \\n \\r \\t \\\\ \\{ \\}");
        };
    }

    private int hex() {
        int end = Math.min(at + 2, text.length());
        String digits = text.substring(at, end);
        if (!digits.matches("[0-9A-Fa-f]{2}")) {
            throw new TranscriptException("\\x needs two hexadecimal digits, not " + digits);
        }
        at = end;
        return Integer.parseInt(digits, 16);
    }

    private byte[] placeholder() {
        int start = at;
        while (at < text.length() && text.charAt(at) != ' ' && text.charAt(at) != '}') {
            at++;
        }
        String name = text.substring(start, at);
        boolean hasArgument = at < text.length() && text.charAt(at) == ' ';
        if (hasArgument) {
            at++;
        }
        byte[] argument = expand(true);
        at++;
        return hasArgument ? function(name, argument) : variables.get(name).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] function(String name, byte[] argument) {
        return switch (name) {
            case "base64" -> Base64.getEncoder().encode(argument);
            case "repeat" -> repeat(argument);
            case "proof" -> proof(Backend.PASSWORD, argument);
            case "wrong-proof" -> proof("another " + Backend.PASSWORD, argument);
            default ->
                throw new TranscriptException(
                        "{" + name + " …} is no function; there are base64, repeat, proof and wrong-proof");
        };
    }

    private static byte[] repeat(byte[] argument) {
        String text = new String(argument, StandardCharsets.ISO_8859_1);
        int space = text.indexOf(' ');
        if (space < 1 || !text.substring(0, space).matches("[0-9]{1,7}")) {
            throw new TranscriptException("{repeat N TEXT} needs a number of at most " + MOST_REPEATED);
        }
        return text.substring(space + 1)
                .repeat(Integer.parseInt(text.substring(0, space)))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private byte[] proof(String password, byte[] argument) {
        String[] words = new String(argument, StandardCharsets.UTF_8).split(" ", -1);
        if (words.length != 2) {
            throw new TranscriptException("{proof FIRST CHALLENGE} needs two words");
        }
        String challenge = new String(Base64.getDecoder().decode(words[1]), StandardCharsets.UTF_8);
        Scram scram = Scram.answer(password, words[0], challenge);
        variables.bind("signature", base64(scram.signature()));
        return base64(scram.response()).getBytes(StandardCharsets.US_ASCII);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}

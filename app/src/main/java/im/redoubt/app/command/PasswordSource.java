package im.redoubt.app.command;

import im.redoubt.protocol.Secret;
import im.redoubt.server.admin.Passwords;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;

/** Where a password comes from: a prompt that shows nothing, or standard input. Never an argument. */
final class PasswordSource {
    private static final int MOST_BYTES = 4 * Passwords.MOST_CHARACTERS;

    private PasswordSource() {}

    /**
     * Asks for a password.
     *
     * @param terminal where
     * @param whose the account, for the prompt
     * @param stdin whether it comes from standard input, as its first line
     * @return the prepared password, to be closed by the caller
     * @throws CommandException when nobody can be asked or the two do not agree
     */
    static Secret ask(Terminal terminal, String whose, boolean stdin) {
        char[] typed = stdin ? firstLine(terminal.in()) : prompt(terminal, whose);
        try {
            if (typed.length > 0 && typed.length < Passwords.SHORT_CHARACTERS) {
                terminal.err()
                        .println(terminal.paint(Terminal.Style.WARNING, "warning: ") + "a password of " + typed.length
                                + " characters is soon guessed; " + Passwords.SHORT_CHARACTERS
                                + " or more are better.");
            }
            return Passwords.prepare(typed);
        } finally {
            Arrays.fill(typed, '\0');
        }
    }

    /**
     * Asks for a password that exists: once, and whatever its length.
     *
     * @param terminal where
     * @param whose the account, for the prompt
     * @param stdin whether it comes from standard input, as its first line
     * @return the prepared password, to be closed by the caller
     * @throws CommandException when nobody can be asked
     */
    static Secret known(Terminal terminal, String whose, boolean stdin) {
        char[] typed = stdin ? firstLine(terminal.in()) : promptOnce(terminal, whose);
        try {
            return Passwords.prepare(typed);
        } finally {
            Arrays.fill(typed, '\0');
        }
    }

    private static char[] promptOnce(Terminal terminal, String whose) {
        return asking(terminal).apply("Password for " + whose + ": ");
    }

    private static Function<String, char[]> asking(Terminal terminal) {
        return terminal.prompt()
                .orElseThrow(() -> new CommandException(
                        ExitCode.USAGE, "There is no terminal to ask for the password on; use --password-stdin."));
    }

    private static char[] prompt(Terminal terminal, String whose) {
        Function<String, char[]> prompt = asking(terminal);
        char[] first = prompt.apply("Password for " + whose + ": ");
        char[] second = prompt.apply("The same again: ");
        boolean equal = same(first, second);
        Arrays.fill(second, '\0');
        if (!equal) {
            Arrays.fill(first, '\0');
            throw new CommandException("The two are not equal; nothing was changed.");
        }
        return first;
    }

    /** In a time that tells nothing about where they differ. */
    private static boolean same(char[] first, char[] second) {
        int difference = first.length ^ second.length;
        for (int i = 0; i < Math.min(first.length, second.length); i++) {
            difference |= first[i] ^ second[i];
        }
        return difference == 0;
    }

    private static char[] firstLine(InputStream in) {
        Wiped line = new Wiped();
        try {
            for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
                line.write(b);
                if (line.size() > MOST_BYTES) {
                    throw new CommandException("The password on standard input is too long.");
                }
            }
            return line.characters();
        } catch (CharacterCodingException e) {
            throw new CommandException("The password on standard input is not UTF-8.");
        } catch (IOException e) {
            throw new CommandException("Standard input cannot be read: " + e.getMessage() + ".");
        } finally {
            line.wipe();
        }
    }

    /** A line that is wiped after use. */
    private static final class Wiped extends ByteArrayOutputStream {
        char[] characters() throws CharacterCodingException {
            int length = count > 0 && buf[count - 1] == '\r' ? count - 1 : count;
            CharBuffer decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(buf, 0, length));
            char[] characters = new char[decoded.remaining()];
            decoded.get(characters);
            Arrays.fill(decoded.array(), '\0');
            return characters;
        }

        void wipe() {
            Arrays.fill(buf, (byte) 0);
        }
    }
}

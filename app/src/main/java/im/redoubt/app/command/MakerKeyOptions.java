package im.redoubt.app.command;

import im.redoubt.app.thing.MakerKey;
import im.redoubt.client.credential.EncryptedFile;
import im.redoubt.protocol.Secret;
import im.redoubt.things.key.SigningKey;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where a maker's key is, and by what it is opened. */
final class MakerKeyOptions {
    @Option(
            names = "--key",
            required = true,
            paramLabel = "FILE",
            description = "The file of the maker's key, which is encrypted by a password.")
    private Path key = Path.of("");

    @Option(names = "--password-stdin", description = "Takes its password from the first line of standard input.")
    private boolean stdin;

    /** Makes a key; one that is there already stays. */
    SigningKey make(Terminal terminal) {
        try (Secret password = PasswordSource.ask(terminal, key.toString(), stdin)) {
            return MakerKey.make(file(terminal), longEnough(password))
                    .orElseThrow(() -> new CommandException("There is a key in " + key + " already; it stays."));
        }
    }

    /** Opens the key. */
    SigningKey open(Terminal terminal) {
        try (Secret password = PasswordSource.known(terminal, key.toString(), stdin)) {
            return MakerKey.read(file(terminal), longEnough(password))
                    .orElseThrow(() -> new CommandException(
                            "There is no key in " + key + "; redoubt thing key --key " + key + " --new makes one."));
        }
    }

    private static Secret longEnough(Secret password) {
        if (password.length() < EncryptedFile.LEAST_PASSPHRASE_BYTES) {
            throw new CommandException("The password of a key has " + EncryptedFile.LEAST_PASSPHRASE_BYTES
                    + " characters at least; many more are better.");
        }
        return password;
    }

    private Path file(Terminal terminal) {
        return terminal.directory().resolve(key);
    }
}

package im.redoubt.app.command;

import im.redoubt.app.files.OwnerFiles;
import im.redoubt.protocol.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;

/** A secret of this server in a file of its own, beside the store and not in it: 32 random bytes, drawn at the first start. */
final class KeyFile {
    private static final int BYTES = 32;

    private static final String NEW_ONE =
            "a new one is drawn at the next start, and tokens made with the old one are void.";

    private KeyFile() {}

    /**
     * Reads the secret, and makes it first if there is none.
     *
     * @param file where it is
     * @param random draws it
     * @return the secret
     * @throws CommandException when others than the owner can use the file, it has another length, or it cannot be had
     */
    static Secret read(Path file, SecureRandom random) {
        try {
            if (!Files.exists(file)) {
                byte[] fresh = new byte[BYTES];
                random.nextBytes(fresh);
                OwnerFiles.write(file, fresh, OwnerFiles.SECRET);
                Arrays.fill(fresh, (byte) 0);
            }
            if (OwnerFiles.othersMayUse(file)) {
                throw refused(file + ": others than its owner can use it. Run chmod 600 " + file
                        + "; if somebody may have read it, delete it instead: " + NEW_ONE);
            }
            byte[] found = Files.readAllBytes(file);
            if (found.length != BYTES) {
                throw refused(file + ": not the " + BYTES
                        + " bytes that were written. Restore it from a backup, or delete it: " + NEW_ONE);
            }
            Secret secret = Secret.copyOf(found);
            Arrays.fill(found, (byte) 0);
            return secret;
        } catch (IOException e) {
            throw refused(file + " cannot be read; check its owner and mode: " + e.getMessage());
        }
    }

    private static CommandException refused(String message) {
        return new CommandException(ExitCode.CONFIGURATION, message);
    }
}

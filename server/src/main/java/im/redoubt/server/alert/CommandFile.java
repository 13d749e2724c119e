package im.redoubt.server.alert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/**
 * A program that the service runs. Guarantee: one that {@link #problem} finds nothing wrong with can be changed or replaced
 * by nobody but root and whoever runs the service.
 */
public final class CommandFile {
    private static final int STICKY = 01000;

    private CommandFile() {}

    /**
     * Looks whether a program may be run.
     *
     * @param program its absolute path
     * @return what is wrong, as the end of a sentence, and the mend as the next one; nothing if all is well
     */
    public static Optional<String> problem(Path program) {
        try {
            if (!program.isAbsolute()) {
                return Optional.of("is no absolute path. Write it from the root on.");
            }
            Path real = program.toRealPath();
            if (!Files.isRegularFile(real) || !Files.isExecutable(real)) {
                return Optional.of("is no program that can be run. Run chmod 755 " + program + ", or name another.");
            }
            if (!isOwnedByUs(real)) {
                return Optional.of("belongs to somebody else. Make it yours or root's.");
            }
            if (isWritable(real, PosixFilePermission.GROUP_WRITE)
                    || isWritable(real, PosixFilePermission.OTHERS_WRITE)) {
                return Optional.of("can be changed by others. Run chmod go-w " + real + ".");
            }
            Optional<String> way = directories(program);
            return way.isPresent() ? way : directories(real);
        } catch (NoSuchFileException e) {
            return Optional.of("is not there. Put it there, or name another.");
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.of("cannot be looked at (" + e.getMessage() + "). Name another.");
        }
    }

    /** Whoever can write into a directory on the way can put another program there. */
    private static Optional<String> directories(Path program) throws IOException {
        for (Path up = program.getParent(); up != null; up = up.getParent()) {
            int mode = (int) Files.getAttribute(up, "unix:mode");
            boolean others = isWritable(up, PosixFilePermission.OTHERS_WRITE);
            // The group of a directory of root's is root's choice; in a sticky directory nobody replaces another's
            // file.
            boolean group = isWritable(up, PosixFilePermission.GROUP_WRITE) && uid(up) != 0;
            if ((others || group) && (mode & STICKY) == 0) {
                return Optional.of("is in " + up + ", where others can put another in its place. Run chmod go-w " + up
                        + ", or move it.");
            }
            if (!isOwnedByUs(up)) {
                return Optional.of("is in " + up + ", which belongs to somebody else. Move it.");
            }
        }
        return Optional.empty();
    }

    private static boolean isWritable(Path file, PosixFilePermission who) throws IOException {
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
        return mode.contains(who);
    }

    private static boolean isOwnedByUs(Path file) throws IOException {
        int owner = uid(file);
        if (owner == 0) {
            return true;
        }
        Path self = Path.of("/proc/self");
        return Files.exists(self)
                ? owner == uid(self)
                : Files.getOwner(file).getName().equals(System.getProperty("user.name"));
    }

    private static int uid(Path file) throws IOException {
        return (int) Files.getAttribute(file, "unix:uid");
    }
}

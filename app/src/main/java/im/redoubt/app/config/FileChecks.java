package im.redoubt.app.config;

import im.redoubt.server.alert.CommandFile;
import im.redoubt.server.settings.AlertCommand;
import im.redoubt.server.settings.AlertRule;
import im.redoubt.server.settings.SettingException;
import im.redoubt.server.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Checks the files that settings name: that they are there, and that secrets are their owner's only. */
final class FileChecks {
    private static final Set<PosixFilePermission> OTHERS = EnumSet.complementOf(EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE));

    private final List<SettingException> problems = new ArrayList<>();

    private FileChecks() {}

    /**
     * Checks.
     *
     * @param settings all settings
     * @param place turns a problem into a line with its place
     * @return a line for each problem
     */
    static List<String> check(Settings settings, Function<SettingException, String> place) {
        FileChecks checks = new FileChecks();
        settings.tls().ifPresent(files -> {
            checks.present("tls.certificate", files.certificate());
            checks.secret("tls.key", files.key());
        });
        settings.clients().authorities().ifPresent(file -> checks.present("tls.client_authorities", file));
        settings.store().passwordFile().ifPresent(file -> checks.secret("store.password_file", file));
        settings.events().syslog().ifPresent(syslog -> {
            syslog.authority().ifPresent(file -> checks.present("events.syslog.authority", file));
            syslog.client().ifPresent(files -> {
                checks.present("events.syslog.certificate", files.certificate());
                checks.secret("events.syslog.key", files.key());
            });
        });
        checks.commands(settings.alerts().rules());
        return checks.problems.stream().map(place).toList();
    }

    /** What the service runs, nobody else may be able to change. */
    private void commands(List<AlertRule> rules) {
        for (int i = 0; i < rules.size(); i++) {
            AlertCommand command = rules.get(i).command();
            if (command.isNone()) {
                continue;
            }
            String key = "alert[" + (i + 1) + "].command";
            CommandFile.problem(command.program()).ifPresent(problem -> {
                int end = problem.indexOf(". ");
                problems.add(new SettingException(
                        key, command.program() + " " + problem.substring(0, end), problem.substring(end + 2)));
            });
        }
    }

    private boolean present(String key, Path file) {
        boolean readable = Files.isRegularFile(file) && Files.isReadable(file);
        if (!readable) {
            problems.add(new SettingException(
                    key, "there is no file " + file + " that can be read", "Put it there, or name another."));
        }
        return readable;
    }

    private void secret(String key, Path file) {
        if (!present(key, file)) {
            return;
        }
        try {
            Set<PosixFilePermission> modes = EnumSet.copyOf(Files.getPosixFilePermissions(file));
            modes.retainAll(OTHERS);
            if (!modes.isEmpty()) {
                problems.add(new SettingException(
                        key, "others than its owner can use " + file, "Run chmod 600 " + file + "."));
            }
        } catch (IOException e) {
            problems.add(new SettingException(
                    key, "the mode of " + file + " cannot be read: " + e.getMessage(), "Check the file system."));
        }
    }
}

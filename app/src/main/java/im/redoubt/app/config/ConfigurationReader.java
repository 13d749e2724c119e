package im.redoubt.app.config;

import im.redoubt.server.settings.Key;
import im.redoubt.server.settings.Keys;
import im.redoubt.server.settings.SettingException;
import im.redoubt.server.settings.SettingValues;
import im.redoubt.server.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts the configuration together from the file and the command line and refuses it whole when anything is wrong.
 *
 * <p>All problems are collected, so that one run shows everything that has to be mended. One reader is for one use.
 */
public final class ConfigurationReader {
    private static final int MOST_PROBLEMS = 20;

    private final Path here;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, String> places = new HashMap<>();

    private ConfigurationReader(Path here) {
        this.here = here;
    }

    /**
     * Reads and checks.
     *
     * @param request what the command line says
     * @param here the working directory, where paths of the command line start
     * @return the configuration
     * @throws ConfigurationException when anything in it is unknown, wrong or unsafe
     */
    public static Configuration read(ConfigurationRequest request, Path here) {
        return new ConfigurationReader(here.toAbsolutePath().normalize()).run(request);
    }

    private Configuration run(ConfigurationRequest request) {
        Optional<Path> file = request.file().map(name -> here.resolve(name).normalize());
        Path base = file.flatMap(path -> Optional.ofNullable(path.getParent())).orElse(here);
        SettingValues values = SettingValues.defaults(base);
        if (file.isPresent()) {
            List<Assignment> assignments = ConfigurationFile.read(file.get(), problems);
            for (Assignment assignment : assignments) {
                values = apply(values, assignment, base);
            }
        }
        for (Assignment assignment : overrides(request)) {
            values = apply(values, assignment, here);
        }
        stopIfWrong();
        Settings settings = together(values);
        problems.addAll(FileChecks.check(settings, this::placed));
        stopIfWrong();
        return new Configuration(settings, values, file);
    }

    private List<Assignment> overrides(ConfigurationRequest request) {
        List<Assignment> all = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String text : request.sets()) {
            int equals = text.indexOf('=');
            String name = equals < 0 ? text.strip() : text.substring(0, equals).strip();
            String place = "--set " + name;
            if (equals < 0) {
                problems.add(place + ": has no value. Write --set " + name + "=VALUE.");
            } else if (!seen.add(name)) {
                problems.add(place + ": is there twice. Leave one out.");
            } else {
                TomlValue.parse(text.substring(equals + 1))
                        .ifPresentOrElse(
                                value -> all.add(new Assignment(name, value, place)),
                                () -> problems.add(place + ": is not a TOML value. Put strings that have more than"
                                        + " letters, digits and . : / _ - in quotes, and the whole into '…' for the"
                                        + " shell."));
            }
        }
        request.domain().ifPresent(value -> all.add(new Assignment(Settings.DOMAIN.name(), value, "--domain")));
        request.data().ifPresent(value -> all.add(new Assignment(Settings.DATA.name(), value, "--data")));
        return all;
    }

    private SettingValues apply(SettingValues values, Assignment assignment, Path base) {
        Optional<Key<?>> key = Keys.find(assignment.name());
        if (key.isEmpty()) {
            problems.add(assignment.place() + ": " + assignment.name() + ": is not a setting. "
                    + Nearest.advice(assignment.name()));
            return values;
        }
        places.put(assignment.name(), assignment.place());
        assignment.within().forEach((name, place) -> places.put(assignment.name() + name, place));
        try {
            return values.withRead(key.get(), assignment.value(), base);
        } catch (SettingException e) {
            problems.add(placed(e));
            return values;
        }
    }

    private Settings together(SettingValues values) {
        try {
            return Settings.from(values);
        } catch (SettingException e) {
            problems.add(placed(e));
            throw new ConfigurationException(problems);
        }
    }

    /** The message with the place in the file, or the option, that set the key. */
    private String placed(SettingException e) {
        String place = places.get(e.key());
        int bracket = e.key().indexOf('[');
        for (int end = e.key().length(); place == null && end >= bracket && bracket > 0; end--) {
            // A field that is missing stands nowhere: its table does, or the list.
            place = places.get(e.key().substring(0, end));
        }
        return place == null ? String.valueOf(e.getMessage()) : place + ": " + e.getMessage();
    }

    private void stopIfWrong() {
        if (problems.isEmpty()) {
            return;
        }
        List<String> shown = new ArrayList<>(problems.subList(0, Math.min(problems.size(), MOST_PROBLEMS)));
        if (problems.size() > MOST_PROBLEMS) {
            shown.add("… and " + (problems.size() - MOST_PROBLEMS) + " more.");
        }
        throw new ConfigurationException(shown);
    }
}

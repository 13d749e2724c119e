package im.redoubt.things.update;

import java.nio.file.Path;

/**
 * A program that can be started: its bytes were looked at, and are those of the release.
 *
 * @param file where it is
 * @param release what it is
 * @param onTrial whether it has still to show that it is well
 */
public record Program(Path file, Release release, boolean onTrial) {}

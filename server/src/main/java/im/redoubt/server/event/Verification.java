package im.redoubt.server.event;

import java.nio.file.Path;

/** What the verifier found. */
public sealed interface Verification {

    /**
     * The chain is whole.
     *
     * @param first the number of the first line that is still kept; 1 unless older files were rotated away
     * @param last where it ends
     */
    record Intact(long first, ChainHead last) implements Verification {}

    /** There are no lines and there should be none. */
    record Empty() implements Verification {}

    /**
     * The chain is broken; this is the first place.
     *
     * @param file the file
     * @param line the line in it, from 1; one past the last line if something should follow
     * @param fault what is wrong there
     */
    record Broken(Path file, long line, Fault fault) implements Verification {}

    /** What can be wrong. */
    enum Fault {
        /** The line is not as the log writes lines. */
        NOT_AN_EVENT,
        /** The number is not the next: lines were taken away, added or moved. */
        WRONG_SEQUENCE,
        /** The line before it, or its own link, was changed. */
        WRONG_LINK,
        /** The line is not the one whose hash was kept as a head. */
        NOT_THE_HEAD,
        /** The line has no end: the process was killed while it wrote, or somebody cut the file. */
        TORN,
        /** The log ends before the head that was kept. */
        ENDS_EARLY
    }
}

package im.redoubt.client.chat;

import java.util.Optional;

/**
 * What a message is called, by whom. These are for programs: the first two are whatever the sender wrote.
 *
 * @param id by the sender's stanza; receipts, markers and corrections refer to it
 * @param origin by the sender, for its repetitions (XEP-0359 section 3.2)
 * @param archive by the own account's archive (section 3.1); believed only if the own server gave it
 */
public record MessageIds(Optional<String> id, Optional<String> origin, Optional<String> archive) {
    /** The most characters of an identifier; a longer one counts as none. */
    public static final int MOST_CHARS = 512;

    /** Returns which of them there are, never what they are. */
    @Override
    public String toString() {
        return (id.isPresent() ? "id " : "")
                + (origin.isPresent() ? "origin " : "")
                + (archive.isPresent() ? "archive" : "");
    }
}

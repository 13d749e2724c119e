package im.redoubt.client.correction;

import im.redoubt.client.chat.ChatMessage;

/**
 * A message that takes the place of another one. Whoever shows it says that it was changed, and how it was before (XEP-0308
 * section 5).
 *
 * @param id the identifier of the original
 * @param replacement what takes its place; of the same sender
 */
public record Correction(String id, ChatMessage replacement) {
    /** Returns what the replacement is, never its text or an identifier of somebody else. */
    @Override
    public String toString() {
        return "correction: " + replacement;
    }
}

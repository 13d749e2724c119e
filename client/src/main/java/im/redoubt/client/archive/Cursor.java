package im.redoubt.client.archive;

import java.util.Optional;

/**
 * Where a page begins.
 *
 * @param id the message behind which it lies, or in front of which if the pages go backwards; empty for the first page
 */
record Cursor(Optional<String> id) {}

/** Transcripts: specifications as plain text that are run against whatever claims to fulfil them. */
@NullMarked
package im.redoubt.testkit.transcript;

import org.jspecify.annotations.NullMarked;

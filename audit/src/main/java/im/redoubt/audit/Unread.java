package im.redoubt.audit;

/**
 * What could not be read, and so was not judged.
 *
 * @param file what the caller calls the file
 * @param line where, from 1; 0 for the file as a whole
 * @param why one sentence without anything of the file's contents
 */
public record Unread(String file, long line, String why) {}

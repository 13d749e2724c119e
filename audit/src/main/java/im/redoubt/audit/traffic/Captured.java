package im.redoubt.audit.traffic;

import im.redoubt.xml.Element;

/**
 * An element as it was captured.
 *
 * @param element the element
 * @param line where it begins
 * @param bodyLine where its first body begins, or else where it begins itself
 * @param statusLine the same for its first status
 */
record Captured(Element element, long line, long bodyLine, long statusLine) {
    Captured inside(Element other) {
        return new Captured(other, line, bodyLine, statusLine);
    }
}

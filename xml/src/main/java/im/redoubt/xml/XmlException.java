package im.redoubt.xml;

/** Thrown by what builds and writes XML when it was given something that has no place in it: a mistake of the caller. */
public final class XmlException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** Says what was wrong. */
    public XmlException(String message) {
        super(message);
    }
}

package im.redoubt.server.filter;

import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import im.redoubt.xml.XmlNode;
import im.redoubt.xml.XmlText;
import java.util.ArrayList;
import java.util.List;

/**
 * What a stanza says to people: the text of every element of a name, in whatever namespace and at whatever depth, so also in all
 * languages, in XHTML and in what is forwarded; each with the text of what is in it, since a program may show that as well.
 * Characters that nobody sees are left out. There is a limit to all texts together.
 */
final class Words {
    private static final int FIRST_SELECTOR = 0xFE00;
    private static final int LAST_SELECTOR = 0xFE0F;
    private static final int GRAPHEME_JOINER = 0x34F;

    private final String local;
    private final List<String> texts = new ArrayList<>();
    private long bytesLeft;

    private Words(String local, int mostBytes) {
        this.local = local;
        this.bytesLeft = mostBytes;
    }

    /**
     * Collects texts.
     *
     * @param content what is inside of a stanza
     * @param local the local name of the elements
     * @param mostBytes how many bytes in UTF-8 are looked at
     */
    static Words of(XmlContent content, String local, int mostBytes) {
        Words words = new Words(local, mostBytes);
        content.elements().forEach(words::collect);
        return words;
    }

    /** Returns the texts, in order; as far as there was room. */
    List<String> texts() {
        return texts;
    }

    /** Returns whether these are not all. */
    boolean isTooMuch() {
        return bytesLeft < 0;
    }

    private void collect(Element element) {
        if (isTooMuch()) {
            return;
        }
        if (element.name().local().equals(local)) {
            StringBuilder text = new StringBuilder();
            read(element, text);
            texts.add(text.toString());
        }
        element.children().forEach(this::collect);
    }

    private void read(Element element, StringBuilder out) {
        for (XmlNode node : element.nodes()) {
            if (node instanceof XmlText text) {
                read(text.value(), out);
            } else if (node instanceof Element child) {
                read(child, out);
            }
        }
    }

    private void read(String text, StringBuilder out) {
        int c;
        for (int i = 0; i < text.length() && bytesLeft >= 0; i += Character.charCount(c)) {
            c = text.codePointAt(i);
            bytesLeft -= c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
            if (c < 0x80 || !isInvisible(c)) {
                out.appendCodePoint(c);
            }
        }
    }

    private static boolean isInvisible(int c) {
        return Character.getType(c) == Character.FORMAT
                || (c >= FIRST_SELECTOR && c <= LAST_SELECTOR)
                || c == GRAPHEME_JOINER;
    }
}

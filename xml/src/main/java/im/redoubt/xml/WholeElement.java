package im.redoubt.xml;

import java.util.Arrays;
import java.util.List;

/**
 * Reads at one go a top-level element that is in the array from its {@code <} to its end, if it is written as nearly all software
 * writes. It refuses nothing and holds nothing back: whatever it does not take (an element that is cut, prefixes, CDATA, numbered
 * characters, all that is wrong or beyond a limit) is read from its first byte on by {@link ElementReader}, which decides. What both take,
 * they take alike; this one is several times as fast, since it looks at bytes where they are and copies in one piece what is canonical.
 */
final class WholeElement {
    /** What {@link #read} returns when it leaves the element to {@link ElementReader}. */
    static final int LEFT = WholeTag.LEFT;

    private static final ParsedElement NONE =
            new ParsedElement(XmlName.LANG, List.of(), XmlContent.empty(XmlName.XML_NAMESPACE));
    private static final int DEEPEST = 24;
    private static final int STRIDE = 6;
    private static final int NAME = 0;
    private static final int NAME_END = 1;
    private static final int URI = 2;
    private static final int URI_END = 3;
    private static final int CONTENT = 4;
    private static final int DECLARATIONS = 5;
    // Where the URI of an element begins that is in the default namespace around all of it.
    private static final int OUTER = -1;

    private final byte[] in;
    private final int to;
    private final Scope outer;
    private final XmlLimits limits;
    private final WholeTag tag;
    private final WholeOutput output;
    private int[] open = new int[4 * STRIDE];
    private int depth;
    private int declarations;
    private int elements;
    private ParsedElement element = NONE;

    /** Looks at bytes up to {@code to}, which may be those of an element inside of {@code outer}. */
    WholeElement(byte[] in, int to, Scope outer, XmlLimits limits) {
        this.in = in;
        this.to = to;
        this.outer = outer;
        this.limits = limits;
        this.declarations = outer.size();
        this.tag = new WholeTag(in, to, limits);
        this.output = new WholeOutput(in);
    }

    /** Reads the element whose name begins at {@code from}; returns the position behind it, or {@link #LEFT}. */
    int read(int from) {
        int p = start(from);
        while (p != LEFT && depth > 0) {
            p = text(p);
            if (p != LEFT) {
                p = p + 1 < to && in[p + 1] == '/' ? end(p) : start(p + 1);
            }
        }
        return p;
    }

    /** Returns what was read, once {@link #read} has said where it ends. */
    ParsedElement element() {
        return element;
    }

    private int start(int from) {
        int p = tag.read(from);
        if (p == LEFT || depth == limits.maxDepth() || depth == DEEPEST || ++elements > limits.maxElements()) {
            return LEFT;
        }
        int before = declarations;
        if (tag.declares() && ++declarations > limits.maxNamespaces()) {
            return LEFT;
        }
        boolean empty = in[p] == '/';
        int content = p + (empty ? 2 : 1);
        if (depth == 0) {
            top(content);
        } else {
            inner(from - 1, p);
        }
        push(before, content);
        return empty ? close(content) : content;
    }

    private void top(int content) {
        String namespace = tag.declares()
                ? KnownNames.string(in, tag.uriStart(), tag.uriEnd())
                : outer.uri(outer.defaultNamespace());
        XmlName name = new XmlName(namespace, KnownNames.string(in, tag.nameStart(), tag.nameEnd()));
        element = new ParsedElement(name, tag.expanded(), XmlContent.empty(namespace));
        output.begin(content);
    }

    private void inner(int at, int end) {
        if (depth == 1) {
            output.mark(at);
        }
        boolean needed = tag.declares() && !isNamespace(depth - 1, tag.uriStart(), tag.uriEnd());
        if (!tag.canonical() || needed != tag.declares()) {
            tag.write(needed, output.replace(at, end));
        }
    }

    /** Returns whether the open element at this depth is in the namespace that is written here. */
    private boolean isNamespace(int which, int from, int end) {
        int uri = open[which * STRIDE + URI];
        return uri == OUTER
                ? outer.isDefault(in, from, end)
                : Bytes.equal(in, uri, open[which * STRIDE + URI_END], in, from, end);
    }

    private void push(int before, int content) {
        int at = depth * STRIDE;
        if (at == open.length) {
            open = Arrays.copyOf(open, 2 * at);
        }
        open[at + NAME] = tag.nameStart();
        open[at + NAME_END] = tag.nameEnd();
        if (tag.declares()) {
            open[at + URI] = tag.uriStart();
            open[at + URI_END] = tag.uriEnd();
        } else {
            open[at + URI] = depth == 0 ? OUTER : open[at - STRIDE + URI];
            open[at + URI_END] = depth == 0 ? OUTER : open[at - STRIDE + URI_END];
        }
        open[at + CONTENT] = content;
        open[at + DECLARATIONS] = before;
        depth++;
    }

    private int text(int from) {
        int p = from;
        while (p != LEFT && p < to) {
            byte b = in[p];
            if (XmlChars.is(b, XmlChars.TEXT)) {
                p++;
            } else if (b == '<') {
                return p;
            } else if (b == '&') {
                p = reference(p);
            } else if (b == ']') {
                p = p + 1 < to && in[p + 1] != ']' ? p + 1 : LEFT;
            } else {
                p = b < 0 ? Utf8.end(in, p, to) : LEFT;
            }
        }
        return LEFT;
    }

    private int reference(int at) {
        char quote = WholeTag.quote(in, at, to);
        if (quote == 0) {
            return WholeTag.reference(in, at, to);
        }
        int end = at + WholeTag.QUOTE_LENGTH;
        output.replace(at, end).write(quote);
        return end;
    }

    private int end(int at) {
        int top = (depth - 1) * STRIDE;
        int name = open[top + NAME];
        int close = at + 2 + open[top + NAME_END] - name;
        if (close >= to || in[close] != '>' || !Bytes.equal(in, at + 2, close, in, name, open[top + NAME_END])) {
            return LEFT;
        }
        if (depth == 1) {
            return complete(at, close + 1);
        }
        if (open[top + CONTENT] == at) {
            output.empty(at - 1, close + 1);
        }
        return close(close + 1);
    }

    private int close(int next) {
        depth--;
        declarations = open[depth * STRIDE + DECLARATIONS];
        if (depth == 1) {
            output.mark(next);
        }
        return next;
    }

    private int complete(int end, int next) {
        element = element.with(output.content(element.name().namespace(), end));
        depth = 0;
        return next;
    }
}

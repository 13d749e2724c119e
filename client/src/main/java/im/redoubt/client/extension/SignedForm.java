package im.redoubt.client.extension;

import im.redoubt.xml.Element;
import im.redoubt.xml.XmlAttribute;
import im.redoubt.xml.XmlName;
import im.redoubt.xml.XmlNode;
import im.redoubt.xml.XmlText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The bytes that stand for values: of each a number, a type, a length and the value, so that no two payloads have the same ones and it does
 * not matter how XML was written on the way. Numbers and lengths are four bytes, the greatest first.
 */
final class SignedForm {
    private static final int ATTRIBUTE = 1;
    private static final int TEXT = 2;
    private static final int ELEMENT = 3;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Adds what a field has written into an element of its own. */
    SignedForm add(int number, Element field) {
        for (XmlAttribute attribute : field.attributes()) {
            entry(number, ATTRIBUTE, bytes(attribute.value()));
        }
        for (XmlNode node : field.nodes()) {
            if (node instanceof Element child) {
                entry(number, ELEMENT, tree(child));
            } else if (node instanceof XmlText text) {
                entry(number, TEXT, bytes(text.value()));
            }
        }
        return this;
    }

    byte[] toByteArray() {
        return out.toByteArray();
    }

    // A tree is never deeper than Element.MAX_DEPTH.
    private static byte[] tree(Element element) {
        SignedForm form = new SignedForm();
        form.name(element.name());
        for (XmlAttribute attribute : element.attributes()) {
            form.name(attribute.name());
            form.entry(0, ATTRIBUTE, bytes(attribute.value()));
        }
        for (XmlNode node : element.nodes()) {
            if (node instanceof Element child) {
                form.entry(0, ELEMENT, tree(child));
            } else if (node instanceof XmlText text) {
                form.entry(0, TEXT, bytes(text.value()));
            }
        }
        return form.toByteArray();
    }

    private void name(XmlName name) {
        entry(0, TEXT, bytes(name.namespace()));
        entry(0, TEXT, bytes(name.local()));
    }

    private void entry(int number, int type, byte[] value) {
        number(number);
        number(type);
        number(value.length);
        out.write(value, 0, value.length);
    }

    private void number(int value) {
        out.write(value >>> 24);
        out.write(value >>> 16);
        out.write(value >>> 8);
        out.write(value);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package im.redoubt.things.processor;

import javax.lang.model.element.Element;
import javax.lang.model.util.Elements;

/** The documentation comments of the source. */
final class Comments {
    private final Elements elements;

    Comments(Elements elements) {
        this.elements = elements;
    }

    DocComment of(Element element) {
        return DocComment.of(elements.getDocComment(element));
    }
}

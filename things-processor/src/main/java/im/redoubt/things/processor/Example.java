package im.redoubt.things.processor;

import im.redoubt.things.processor.Value.Place;

/** An example of a record in XML, with everything in it that may be there, once. */
final class Example {
    private final Model model;
    private final StringBuilder out = new StringBuilder();

    private Example(Model model) {
        this.model = model;
    }

    static String of(Model model, Entry entry) {
        Example example = new Example(model);
        example.element(entry, " xmlns=\"" + Markup.xml(model.namespace()) + "\"", "");
        return example.out.toString();
    }

    private void element(Entry entry, String namespace, String indent) {
        out.append(indent).append('<').append(entry.wire().text()).append(namespace);
        boolean empty = true;
        for (Component component : entry.components()) {
            if (component.isAttribute()) {
                out.append(' ').append(component.written()).append("=\"");
                out.append(Markup.xml(component.value().page().example())).append('"');
            } else {
                empty = false;
            }
        }
        if (empty) {
            out.append("/>\n");
            return;
        }
        out.append(">\n");
        for (Component component : entry.components()) {
            if (!component.isAttribute()) {
                child(component, indent + "  ");
            }
        }
        out.append(indent).append("</").append(entry.wire().text()).append(">\n");
    }

    private void child(Component component, String indent) {
        if (component.value().wire().place() == Place.NESTED) {
            element(model.entry(component.nestedName()), "", indent);
            return;
        }
        String name = component.written();
        out.append(indent).append('<').append(name).append('>');
        out.append(Markup.xml(component.value().page().example()));
        out.append("</").append(name).append(">\n");
    }
}

package im.redoubt.things;

import im.redoubt.xml.Element;
import im.redoubt.xml.XmlAttribute;
import im.redoubt.xml.XmlName;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Every element that comes of another one by one edit: removed, doubled, renamed, emptied, moved, in another namespace, and so on. */
final class Mutations {
    private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";

    private Mutations() {}

    /** A tree that can be changed. */
    private static final class Node {
        private XmlName name;
        private final List<String[]> attributes = new ArrayList<>();
        private final List<Node> children = new ArrayList<>();
        private String text;

        private Node(Element of) {
            name = of.name();
            for (XmlAttribute attribute : of.attributes()) {
                attributes.add(new String[] {
                    attribute.name().namespace(), attribute.name().local(), attribute.value()
                });
            }
            of.children().forEach(child -> children.add(new Node(child)));
            text = of.children().isEmpty() ? of.text() : "";
        }

        private Element element() {
            Element.Builder built = Element.named(name.namespace(), name.local());
            for (String[] one : attributes) {
                built.attribute(new XmlName(one[0], one[1]), one[2]);
            }
            if (!text.isEmpty()) {
                built.text(text);
            }
            children.forEach(child -> built.child(child.element()));
            return built.build();
        }

        private List<Node> all() {
            List<Node> all = new ArrayList<>(List.of(this));
            children.forEach(child -> all.addAll(child.all()));
            return all;
        }
    }

    /** Returns all of them. */
    static List<Element> of(Element right) {
        List<Element> all = new ArrayList<>();
        int nodes = new Node(right).all().size();
        for (int i = 0; i < nodes; i++) {
            int at = i;
            edit(all, right, at, node -> node.name = new XmlName(node.name.namespace(), node.name.local() + "x"));
            edit(all, right, at, node -> node.name = new XmlName(node.name.namespace() + "x", node.name.local()));
            edit(all, right, at, node -> node.name = new XmlName("jabber:client", node.name.local()));
            edit(all, right, at, node -> node.name = new XmlName("jabber:client", "body"));
            edit(all, right, at, node -> node.attributes.add(new String[] {XSI, "nil", "true"}));
            edit(all, right, at, node -> node.attributes.add(new String[] {"", "nil", "true"}));
            edit(all, right, at, node -> node.children.clear());
            edit(all, right, at, node -> node.text = "");
            for (String text : List.of("x", "1234", "471108")) {
                edit(all, right, at, node -> node.text = text);
                edit(all, right, at, node -> node.text = node.text + text);
            }
            // A blank where there is no text means nothing: servers may write it.
            edit(all, right, at, node -> node.text = node.text.isEmpty() ? "x" : node.text + ' ');
            attributes(all, right, at);
            children(all, right, at);
        }
        all.removeIf(one -> one.toString().equals(right.toString()));
        return all;
    }

    private static void attributes(List<Element> all, Element right, int at) {
        int count = new Node(right).all().get(at).attributes.size();
        for (int j = 0; j < count; j++) {
            int one = j;
            edit(all, right, at, node -> node.attributes.remove(one));
            edit(all, right, at, node -> node.attributes.get(one)[1] += "x");
            edit(all, right, at, node -> node.attributes.get(one)[0] = Toy.NAMESPACE);
            // Truth values are the ones that can be written in two ways.
            String before = new Node(right).all().get(at).attributes.get(j)[2];
            boolean truth = before.equals("true") || before.equals("false");
            List<String> values = truth
                    ? List.of("", " ", "TRUE", before.equals("true") ? "false" : "true")
                    : List.of("", " ", "0", "1", "-1", "true", "NaN", "9223372036854775808");
            for (String value : values) {
                edit(all, right, at, node -> node.attributes.get(one)[2] = value);
            }
            edit(all, right, at, node -> node.attributes.get(one)[2] += " ");
            edit(
                    all,
                    right,
                    at,
                    node -> node.attributes.get(one)[2] = ' ' + node.attributes.get(one)[2]);
            edit(all, right, at, node -> node.attributes.get(one)[2] += '0');
            edit(
                    all,
                    right,
                    at,
                    node -> { // as a child of the same name
                        Node child = new Node(Element.named(
                                        node.name.namespace(), node.attributes.get(one)[1])
                                .text(node.attributes.get(one)[2] + ' ')
                                .build());
                        child.text = node.attributes.remove(one)[2];
                        node.children.add(child);
                    });
        }
    }

    private static void children(List<Element> all, Element right, int at) {
        int count = new Node(right).all().get(at).children.size();
        for (int j = 0; j < count; j++) {
            int one = j;
            edit(all, right, at, node -> node.children.remove(one));
            edit(all, right, at, node -> node.children.add(one, node.children.get(one)));
            edit(all, right, at, node -> node.children.addAll(node.children.get(one).children));
            edit(all, right, at, node -> node.children.set(one, wrapped(node.children.get(one))));
            edit(
                    all,
                    right,
                    at,
                    node -> node.children.add(
                            one, new Node(Element.named(Toy.NAMESPACE, "arm").build())));
            edit(
                    all,
                    right,
                    at,
                    node -> node.children.add(
                            new Node(Element.named("urn:x", "more").build())));
            edit(
                    all,
                    right,
                    at,
                    node -> { // as an attribute of the same name
                        Node child = node.children.remove(one);
                        node.attributes.add(new String[] {"", child.name.local(), child.text});
                    });
        }
    }

    private static Node wrapped(Node inner) {
        Node outer = new Node(Element.named("urn:x", "wrap").build());
        outer.children.add(inner);
        return outer;
    }

    private static void edit(List<Element> all, Element right, int at, Consumer<Node> change) {
        Node root = new Node(right);
        change.accept(root.all().get(at));
        try {
            all.add(root.element());
        } catch (IllegalArgumentException noXml) {
            // such an element cannot be written at all
        }
    }
}

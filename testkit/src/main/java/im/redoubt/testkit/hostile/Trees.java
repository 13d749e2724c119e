package im.redoubt.testkit.hostile;

import im.redoubt.testkit.stream.Tree;
import java.util.Optional;

/** What is inside of elements. */
final class Trees {
    private Trees() {}

    static Optional<Tree> child(Tree parent, String namespace, String local) {
        return parent.children().stream()
                .filter(one -> one.is(namespace, local))
                .findFirst();
    }

    /** Returns the first child, whatever it is. */
    static Optional<Tree> child(Tree parent) {
        return parent.children().stream().findFirst();
    }

    static String local(Tree tree) {
        return tree.name().substring(tree.name().indexOf('}') + 1);
    }

    static String namespace(Tree tree) {
        return tree.name().substring(1, tree.name().indexOf('}'));
    }
}

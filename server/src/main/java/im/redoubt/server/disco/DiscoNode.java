package im.redoubt.server.disco;

import im.redoubt.server.feature.Request;
import im.redoubt.xml.Element;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Something below the server that disco can be asked about. What needs the store comes later. */
public interface DiscoNode {
    /** Returns the node's name. */
    String name();

    /** Returns the items below it, as far as the asker may know of them. */
    CompletionStage<List<Element>> items(Request request);

    /** Returns what it is, if the asker may know. */
    CompletionStage<Optional<Element>> info(Request request);
}

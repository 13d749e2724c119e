package im.redoubt.server.disco;

import im.redoubt.server.feature.IqAnswer;
import im.redoubt.server.feature.Request;
import im.redoubt.xml.Element;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** What disco says of an account beyond what features advertise, and to whom. What needs the store comes later. */
public interface AccountView {
    /** Returns whether the asker may know what the account can do: its owner may, and who sees its presence. */
    CompletionStage<Boolean> isShown(Request request);

    /** Returns the nodes of the account that the asker may read, as items; he is one to whom it {@linkplain #isShown is shown}. */
    CompletionStage<List<Element>> nodes(Request request);

    /** Returns what one of its nodes is, or a refusal. */
    CompletionStage<IqAnswer> info(Request request, String node);

    /** Returns what is in one of its nodes, or a refusal. */
    CompletionStage<IqAnswer> items(Request request, String node);
}

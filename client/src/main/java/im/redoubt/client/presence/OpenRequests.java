package im.redoubt.client.presence;

import im.redoubt.protocol.address.BareJid;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who asked and was not answered yet. What is beyond the bound is not kept; the server says it again in the next session. */
final class OpenRequests {
    static final int MOST = 256;

    private final Map<BareJid, SubscriptionRequest> open = new LinkedHashMap<>();
    private volatile List<SubscriptionRequest> all = Collections.emptyList();

    List<SubscriptionRequest> all() {
        return all;
    }

    void add(SubscriptionRequest request) {
        if (open.size() < MOST || open.containsKey(request.from())) {
            open.put(request.from(), request);
            publish();
        }
    }

    void remove(BareJid from) {
        if (open.remove(from) != null) {
            publish();
        }
    }

    void clear() {
        open.clear();
        publish();
    }

    private void publish() {
        all = Collections.unmodifiableList(new ArrayList<>(open.values()));
    }
}

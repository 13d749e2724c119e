package im.redoubt.server.clientstate;

import im.redoubt.server.feature.Feature;
import java.util.List;

/**
 * Client state indication (XEP-0352): the driver of a session hears {@link Attention}, its connection lets wait what has a
 * {@link Subject}. Nobody else learns of it (section 5).
 */
public final class ClientStateIndication implements Feature {
    @Override
    public List<String> specs() {
        return List.of("XEP-0352 1.0.0");
    }
}

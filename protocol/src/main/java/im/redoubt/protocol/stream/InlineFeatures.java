package im.redoubt.protocol.stream;

import java.util.List;

/** All that a client can ask for together with its attempt to sign in. Whatever is not in this list is passed over. */
final class InlineFeatures {
    /** In the order in which they are done after a success. */
    static final List<InlineFeature> ALL = List.of(
            new InlineToken.Feature(), // a token does not depend on what becomes of the session (XEP-0484 section 3.3)
            new InlineResumption.Feature(), // an earlier session first (XEP-0198 section 8.2)
            new InlineBinding.Feature()); // a new one only if there is none (XEP-0386 section 3.2)

    private InlineFeatures() {}
}

// Trust is one of four kinds, and none of them accepts everything.
import im.redoubt.client.trust.Trust;

final class AcceptAllTrust {
    Trust trust() {
        return new Trust() {}; // refused: classes must not extend sealed classes
        // instead: return Trust.pkix();
    }
}

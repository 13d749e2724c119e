package im.redoubt.client.pep;

import im.redoubt.client.text.Unverified;
import im.redoubt.xml.Element;

/** An item of a node, as its owner's server gave it. */
public final class PepItem {
    private final Unverified id;
    private final Element payload;

    PepItem(Unverified id, Element payload) {
        this.id = id;
        this.payload = payload;
    }

    /** Returns its name within the node. */
    public Unverified id() {
        return id;
    }

    /** Returns what it holds. */
    public Element payload() {
        return payload;
    }

    /** Returns what its element is called. */
    @Override
    public String toString() {
        return "an item";
    }
}

package im.redoubt.client.http;

/** A response, all of it. */
public final class Response {
    private final ResponseHead head;
    private final byte[] body;

    Response(ResponseHead head, byte[] body) {
        this.head = head;
        this.body = body;
    }

    /** Returns status and fields. */
    public ResponseHead head() {
        return head;
    }

    /** Returns a copy of the body. */
    public byte[] body() {
        return body.clone();
    }
}

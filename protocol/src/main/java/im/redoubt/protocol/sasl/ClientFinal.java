package im.redoubt.protocol.sasl;

/** The client's final message. */
final class ClientFinal {
    private final byte[] binding;
    private final String nonce;
    private final byte[] proof;
    private final String withoutProof;

    private ClientFinal(byte[] binding, String nonce, byte[] proof, String withoutProof) {
        this.binding = binding;
        this.nonce = nonce;
        this.proof = proof;
        this.withoutProof = withoutProof;
    }

    static ClientFinal parse(byte[] message) throws ScramSyntaxException {
        String text = Attributes.text(message);
        Attributes attributes = Attributes.of(text);
        byte[] binding = attributes.takeBytes('c');
        String nonce = attributes.take('r');
        attributes.extensions(1);
        byte[] proof = attributes.takeBytes('p');
        return new ClientFinal(binding, nonce, proof, Attributes.withoutLast(text));
    }

    byte[] binding() {
        return binding;
    }

    String nonce() {
        return nonce;
    }

    byte[] proof() {
        return proof;
    }

    String withoutProof() {
        return withoutProof;
    }
}

package im.redoubt.client.credential;

import im.redoubt.client.credential.CredentialException.Problem;
import im.redoubt.client.extension.Octets;
import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.protocol.sasl.SelectionPolicy;
import im.redoubt.protocol.sasl.TokenMechanism;
import im.redoubt.protocol.stream.ClientDemand;
import im.redoubt.protocol.stream.ClientDemands;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * How the accounts of a store are written: a version, then what there is, one field behind the other; numbers are big-endian, and
 * everything of variable length has its length in front.
 */
final class CredentialFormat {
    private static final int VERSION = 1;

    private CredentialFormat() {}

    /** Writes accounts into bytes that the caller erases. */
    static byte[] write(Map<BareJid, Credentials> accounts) {
        try (SecretBuffer out = new SecretBuffer()) {
            out.put(VERSION).putInt(accounts.size());
            accounts.forEach((account, credentials) -> write(account, credentials, out));
            return out.toByteArray();
        }
    }

    private static void write(BareJid account, Credentials credentials, SecretBuffer out) {
        out.putText(account.toString())
                .putLong(credentials.installation().getMostSignificantBits())
                .putLong(credentials.installation().getLeastSignificantBits())
                .putText(credentials.demands().policy().weakest().scheme())
                .put(credentials.demands().policy().bindingRequired() ? 1 : 0)
                .put(credentials.demands().more().size());
        credentials.demands().more().forEach(demand -> out.putText(demand.name()));
        out.put(credentials.password().isPresent() ? 1 : 0);
        credentials.password().ifPresent(out::putSecret);
        out.put(credentials.saltedPasswords().size());
        for (SaltedPassword salted : credentials.saltedPasswords()) {
            out.putText(salted.hash().scheme())
                    .putBytes(salted.salt().toByteArray())
                    .putInt(salted.iterations())
                    .putSecret(salted.key());
        }
        out.put(credentials.token().isPresent() ? 1 : 0);
        credentials.token().ifPresent(token -> write(token, out));
    }

    private static void write(FastToken token, SecretBuffer out) {
        Instant expiry = token.expiry();
        out.putText(token.mechanism().wireName()).putSecret(token.secret()).putLong(token.count());
        out.putLong(expiry.getEpochSecond()).putInt(expiry.getNano());
    }

    /**
     * Reads what {@link #write} has written.
     *
     * @throws CredentialException if it is anything else
     */
    static Map<BareJid, Credentials> read(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (in.hasRemaining() && in.get() != VERSION) {
            throw new CredentialException(Problem.TOO_NEW, "the store was written by a later version of this program");
        }
        Map<BareJid, Credentials> accounts = new TreeMap<>();
        boolean whole = false;
        try {
            int count = bound(in.getInt(), CredentialStore.MOST_ACCOUNTS);
            for (int i = 0; i < count; i++) {
                accounts.put(BareJid.of(text(in)), account(in));
            }
            whole = !in.hasRemaining() && accounts.size() == count;
        } catch (RuntimeException malformed) { // whatever goes wrong here, it is not what was written
            whole = false;
        }
        if (!whole) {
            accounts.values().forEach(Credentials::close);
            throw new CredentialException(Problem.DAMAGED, "what the store holds is not what was written");
        }
        return accounts;
    }

    private static Credentials account(ByteBuffer in) {
        UUID installation = new UUID(in.getLong(), in.getLong());
        ClientDemands demands = ClientDemands.DEFAULT.with(new SelectionPolicy(hash(in), flag(in)));
        for (int left = bound(in.get(), ClientDemand.values().length); left > 0; left--) {
            demands = demands.with(ClientDemand.valueOf(text(in)));
        }
        Optional<Secret> password = flag(in) ? Optional.of(secret(in)) : Optional.empty();
        List<SaltedPassword> salted = new ArrayList<>();
        for (int left = bound(in.get(), Credentials.MOST_SALTED); left > 0; left--) {
            salted.add(new SaltedPassword(hash(in), Octets.copyOf(bytes(in)), in.getInt(), secret(in)));
        }
        Optional<FastToken> token = flag(in) ? Optional.of(token(in)) : Optional.empty();
        return new Credentials(installation, demands, password, salted, token);
    }

    private static FastToken token(ByteBuffer in) {
        TokenMechanism mechanism = TokenMechanism.named(text(in)).orElseThrow(IllegalArgumentException::new);
        return new FastToken(mechanism, secret(in), in.getLong(), Instant.ofEpochSecond(in.getLong(), in.getInt()));
    }

    private static ScramHash hash(ByteBuffer in) {
        String scheme = text(in);
        for (ScramHash hash : ScramHash.values()) {
            if (hash.scheme().equals(scheme)) {
                return hash;
            }
        }
        throw new IllegalArgumentException("no such hash");
    }

    private static boolean flag(ByteBuffer in) {
        return bound(in.get(), 1) == 1;
    }

    private static String text(ByteBuffer in) {
        return new String(bytes(in), StandardCharsets.UTF_8);
    }

    private static Secret secret(ByteBuffer in) {
        byte[] revealed = bytes(in);
        Secret secret = Secret.copyOf(revealed);
        Arrays.fill(revealed, (byte) 0);
        return secret;
    }

    private static byte[] bytes(ByteBuffer in) {
        byte[] bytes = new byte[bound(in.getInt(), in.remaining())];
        in.get(bytes);
        return bytes;
    }

    private static int bound(int value, int most) {
        if (value < 0 || value > most) {
            throw new IllegalArgumentException("more than may be");
        }
        return value;
    }
}

package im.redoubt.client.dns;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.minidns.dnsname.DnsName;
import org.minidns.record.DNSKEY;
import org.minidns.record.DS;
import org.minidns.record.Data;
import org.minidns.record.RRSIG;
import org.minidns.record.Record;
import org.minidns.record.TLSA;

/** Zones that are signed from a root of their own. What is signed and how is written by MiniDNS's records, not by ours. */
public final class SignedZones implements DnsPeer.Zone {
    /** When all of it is valid. */
    public static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

    private final Map<String, ZoneSigner> zones = new LinkedHashMap<>();
    private final List<String> unsigned = new ArrayList<>();
    private final List<Record<? extends Data>> records = new ArrayList<>();
    private final List<Tampering> tampering = new ArrayList<>();
    private final List<Tampering> tamperingBeside = new ArrayList<>();

    /** Changes what is answered. */
    public interface Tampering {
        List<Record<? extends Data>> tamper(String name, Record.TYPE type, List<Record<? extends Data>> answer);
    }

    /** Adds a zone below those that are there, the root first. */
    public ZoneSigner zone(String name, int algorithm) {
        ZoneSigner zone = new ZoneSigner(name, algorithm);
        zones.put(name, zone);
        if (!name.isEmpty()) {
            records.add(zone.delegation());
        }
        records.add(DnsPeer.record(name, Record.TYPE.DNSKEY, zone.key()));
        return zone;
    }

    /** Adds a zone that nobody signs. */
    public void unsigned(String name) {
        unsigned.add(name);
    }

    public void add(Record<? extends Data> record) {
        records.add(record);
    }

    public void tamper(Tampering change) {
        tampering.add(change);
    }

    /** Changes what stands beside the answers. */
    public void tamperBeside(Tampering change) {
        tamperingBeside.add(change);
    }

    /** Returns what is known of the root before anybody is asked. */
    public TrustAnchors anchors() {
        return new TrustAnchors(List.of(signer("").anchor()));
    }

    public ZoneSigner signer(String zone) {
        return Objects.requireNonNull(zones.get(zone));
    }

    @Override
    public List<Record<? extends Data>> records(String name, Record.TYPE type) {
        String owner = name.equals(".") ? "" : name;
        List<Record<? extends Data>> changed = honest(owner, type);
        for (Tampering change : tampering) {
            changed = change.tamper(owner, type, changed);
        }
        return changed;
    }

    private List<Record<? extends Data>> honest(String owner, Record.TYPE type) {
        List<Record<? extends Data>> answer = signed(owner, owner, type);
        for (String parent = owner; answer.isEmpty() && !isThere(owner) && !parent.isEmpty(); ) {
            parent = parent.contains(".") ? parent.substring(parent.indexOf('.') + 1) : "";
            answer = signed("*." + parent, owner, type);
        }
        if (answer.isEmpty() && type != Record.TYPE.CNAME) {
            answer.addAll(honest(owner, Record.TYPE.CNAME));
            if (!answer.isEmpty()) {
                String target = ((org.minidns.record.CNAME) answer.get(0).payloadData).target.toString();
                answer.addAll(honest(target, type));
            }
        }
        return answer;
    }

    /** Returns what one name has, as if another one had it. */
    private List<Record<? extends Data>> signed(String owner, String as, Record.TYPE type) {
        List<Record<? extends Data>> set = records.stream()
                .filter(record -> record.name.equals(DnsName.from(owner)) && record.type == type)
                .collect(Collectors.toList());
        List<Record<? extends Data>> answer = new ArrayList<>(set);
        if (!set.isEmpty()) {
            zoneOf(owner, type).ifPresent(zone -> answer.add(zone.sign(set)));
        }
        return answer.stream().map(record -> renamed(record, as)).collect(Collectors.toList());
    }

    private static Record<? extends Data> renamed(Record<? extends Data> record, String as) {
        return DnsPeer.record(as, record.type, record.payloadData);
    }

    private boolean isThere(String name) {
        return records.stream().anyMatch(record -> ("." + record.name).endsWith("." + name));
    }

    @Override
    public List<Record<? extends Data>> beside(String name, Record.TYPE type) {
        String owner = name.equals(".") ? "" : name;
        boolean exact = records.stream()
                .anyMatch(record -> record.name.equals(DnsName.from(owner))
                        && (record.type == type || record.type == Record.TYPE.CNAME));
        List<Record<? extends Data>> changed = exact
                ? new ArrayList<>()
                : zoneOf(owner, type).map(zone -> denial(zone, owner)).orElseGet(ArrayList::new);
        for (Tampering change : tamperingBeside) {
            changed = change.tamper(owner, type, changed);
        }
        return changed;
    }

    /** Returns what a zone, and not one below it, says of a name. */
    List<Record<? extends Data>> saidBy(String zone, String name) {
        return denial(signer(zone), name);
    }

    private List<Record<? extends Data>> denial(ZoneSigner zone, String owner) {
        Map<String, Set<Record.TYPE>> names = new LinkedHashMap<>();
        names.put(zone.name, new LinkedHashSet<>(List.of(Record.TYPE.NS, Record.TYPE.SOA)));
        for (Record<? extends Data> record : records) {
            String its = record.name.toString().equals(".") ? "" : record.name.toString();
            if (zoneOf(its, record.type).filter(zone::equals).isPresent()) {
                names.computeIfAbsent(its, any -> new LinkedHashSet<>()).add(record.type);
            }
        }
        Stream.concat(zones.keySet().stream(), unsigned.stream())
                .filter(below ->
                        zoneOf(below, Record.TYPE.DS).filter(zone::equals).isPresent())
                .forEach(below -> names.computeIfAbsent(below, any -> new LinkedHashSet<>())
                        .add(Record.TYPE.NS));
        return zone.absences.beside(zone, names, owner);
    }

    private Optional<ZoneSigner> zoneOf(String name, Record.TYPE type) {
        return Stream.concat(zones.keySet().stream(), unsigned.stream())
                .filter(zone -> isIn(zone, name) && !(type == Record.TYPE.DS && zone.equals(name)))
                .max(Comparator.comparingInt(String::length))
                .map(zones::get);
    }

    private static boolean isIn(String zone, String owner) {
        return zone.isEmpty() || owner.equals(zone) || owner.endsWith("." + zone);
    }

    public static Record<TLSA> tlsa(String owner, byte... association) {
        byte[] data = new byte[association.length + 3];
        data[0] = 3;
        data[1] = 1;
        data[2] = 1;
        System.arraycopy(association, 0, data, 3, association.length);
        try {
            TLSA tlsa = TLSA.parse(new DataInputStream(new ByteArrayInputStream(data)), data.length);
            return DnsPeer.record(owner, Record.TYPE.TLSA, tlsa);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A zone and its key. */
    public static final class ZoneSigner {
        private final String name;
        private final int algorithm;
        private final KeyPair pair;
        private short flags = 0x0101;
        private Absences absences = Absences.PLAIN;

        public ZoneSigner(String name, int algorithm) {
            this.name = name;
            this.algorithm = algorithm;
            this.pair = generate(algorithm);
        }

        String name() {
            return name;
        }

        /** Sets how the zone says what is not there. */
        ZoneSigner absences(Absences other) {
            absences = other;
            return this;
        }

        ZoneSigner flags(int other) {
            flags = (short) other;
            return this;
        }

        DNSKEY key() {
            return new DNSKEY(flags, (byte) 3, (byte) algorithm, publicKey());
        }

        Record<DS> delegation() {
            return DnsPeer.record(
                    name, Record.TYPE.DS, new DS(key().getKeyTag(), (byte) algorithm, (byte) 2, digest(key())));
        }

        Delegation anchor() {
            return new Delegation(key().getKeyTag(), algorithm, 2, digest(key()));
        }

        private byte[] digest(DNSKEY key) {
            try {
                MessageDigest hash = MessageDigest.getInstance("SHA-256");
                hash.update(DnsName.from(name).getBytes());
                return hash.digest(key.toByteArray());
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        public Record<RRSIG> sign(List<Record<? extends Data>> set) {
            DnsName owner = set.get(0).name;
            int labels = owner.getLabelCount() - (owner.toString().startsWith("*.") ? 1 : 0);
            return sign(set, labels, NOW.minus(Duration.ofDays(1)), NOW.plus(Duration.ofDays(1)));
        }

        public Record<RRSIG> sign(List<Record<? extends Data>> set, int labels, Instant from, Instant to) {
            Record<? extends Data> first = set.get(0);
            RRSIG open = rrsig(first.type, labels, from, to, new byte[0]);
            ByteArrayOutputStream signed = new ByteArrayOutputStream();
            try {
                open.writePartialSignature(new DataOutputStream(signed));
                List<byte[]> sorted = set.stream()
                        .map(record -> record.payloadData.toByteArray())
                        .sorted(Arrays::compareUnsigned)
                        .collect(Collectors.toList());
                for (byte[] data : sorted) {
                    DataOutputStream out = new DataOutputStream(signed);
                    out.write(first.name.getBytes());
                    out.writeShort(first.type.getValue());
                    out.writeShort(1);
                    out.writeInt(60);
                    out.writeShort(data.length);
                    out.write(data);
                }
                byte[] signature = signature(signed.toByteArray());
                return DnsPeer.record(
                        first.name.toString(), Record.TYPE.RRSIG, rrsig(first.type, labels, from, to, signature));
            } catch (IOException | GeneralSecurityException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        private RRSIG rrsig(Record.TYPE type, int labels, Instant from, Instant to, byte[] signature) {
            return new RRSIG(
                    type,
                    algorithm,
                    (byte) labels,
                    60,
                    Date.from(to),
                    Date.from(from),
                    key().getKeyTag(),
                    DnsName.from(name),
                    signature);
        }

        private static KeyPair generate(int algorithm) {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance(
                        algorithm == 15 ? "Ed25519" : algorithm == 13 || algorithm == 14 ? "EC" : "RSA");
                if (algorithm == 13 || algorithm == 14) {
                    generator.initialize(new ECGenParameterSpec(algorithm == 13 ? "secp256r1" : "secp384r1"));
                } else if (algorithm != 15) {
                    generator.initialize(2048);
                }
                return generator.generateKeyPair();
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        private byte[] signature(byte[] signed) throws GeneralSecurityException {
            String kind = switch (algorithm) {
                case 5 -> "SHA1withRSA";
                case 8 -> "SHA256withRSA";
                case 10 -> "SHA512withRSA";
                case 13 -> "SHA256withECDSAinP1363Format";
                case 14 -> "SHA384withECDSAinP1363Format";
                default -> "Ed25519";
            };
            Signature signer = Signature.getInstance(kind);
            signer.initSign(pair.getPrivate());
            signer.update(signed);
            return signer.sign();
        }

        private byte[] publicKey() {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            if (pair.getPublic() instanceof RSAPublicKey rsa) {
                byte[] exponent = rsa.getPublicExponent().toByteArray();
                out.write(exponent.length);
                out.writeBytes(exponent);
                out.writeBytes(unsigned(rsa.getModulus(), 256));
            } else if (pair.getPublic() instanceof ECPublicKey ec) {
                int length = algorithm == 13 ? 32 : 48;
                out.writeBytes(unsigned(ec.getW().getAffineX(), length));
                out.writeBytes(unsigned(ec.getW().getAffineY(), length));
            } else {
                byte[] info = pair.getPublic().getEncoded();
                out.writeBytes(Arrays.copyOfRange(info, info.length - 32, info.length));
            }
            return out.toByteArray();
        }

        private static byte[] unsigned(BigInteger number, int length) {
            byte[] bytes = new byte[length];
            byte[] signed = number.toByteArray();
            int skip = Math.max(0, signed.length - length);
            System.arraycopy(signed, skip, bytes, length - signed.length + skip, signed.length - skip);
            return bytes;
        }
    }
}

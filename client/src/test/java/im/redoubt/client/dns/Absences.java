package im.redoubt.client.dns;

import im.redoubt.client.dns.SignedZones.ZoneSigner;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.minidns.dnsname.DnsName;
import org.minidns.record.Data;
import org.minidns.record.NSEC;
import org.minidns.record.NSEC3;
import org.minidns.record.Record;

/** How a zone says what is not there, written by MiniDNS. */
interface Absences {
    /** By NSEC. */
    Absences PLAIN = new Plain();

    /** Returns the records that say of a name what there is and what not, signed. */
    List<Record<? extends Data>> beside(ZoneSigner zone, Map<String, Set<Record.TYPE>> names, String asked);

    /** By NSEC3. */
    static Absences hashed(int iterations, int flags) {
        return new Hashed(iterations, flags);
    }

    /** Returns the name, all above it in the zone, and the wildcards there. */
    static Collection<String> concerned(String zone, String asked) {
        Set<String> names = new LinkedHashSet<>();
        String name = asked;
        while (!name.equals(zone)) {
            names.add(name);
            name = name.contains(".") ? name.substring(name.indexOf('.') + 1) : "";
            names.add(name.isEmpty() ? "*" : "*." + name);
        }
        names.add(zone);
        return names;
    }

    static void addSigned(List<Record<? extends Data>> records, ZoneSigner zone, Record<? extends Data> record) {
        records.add(record);
        records.add(zone.sign(List.of(record)));
    }

    /** NSEC. */
    final class Plain implements Absences {
        @Override
        public List<Record<? extends Data>> beside(ZoneSigner zone, Map<String, Set<Record.TYPE>> names, String asked) {
            Comparator<String> order = Comparator.comparing(Plain::turned);
            TreeMap<String, Set<Record.TYPE>> chain = new TreeMap<>(order);
            chain.putAll(names);
            Set<String> needed = new TreeSet<>(order);
            for (String name : concerned(zone.name(), asked)) {
                needed.add(chain.floorKey(name));
            }
            List<Record<? extends Data>> records = new ArrayList<>();
            for (String owner : needed) {
                String next = chain.higherKey(owner) == null ? zone.name() : chain.higherKey(owner);
                Set<Record.TYPE> types = new TreeSet<>(Comparator.comparingInt(Record.TYPE::getValue));
                types.addAll(chain.get(owner));
                types.addAll(List.of(Record.TYPE.NSEC, Record.TYPE.RRSIG));
                NSEC nsec = new NSEC(next.isEmpty() ? "." : next, types.toArray(new Record.TYPE[0]));
                addSigned(records, zone, DnsPeer.record(owner, Record.TYPE.NSEC, nsec));
            }
            return records;
        }

        /** A text that has the order of the names: the last label first, each closed by what is less than any character. */
        private static String turned(String name) {
            List<String> labels = Arrays.asList(name.split("\\."));
            StringBuilder turned = new StringBuilder();
            for (int i = labels.size() - 1; i >= 0; i--) {
                turned.append(labels.get(i)).append('\0');
            }
            return name.isEmpty() ? "" : turned.toString();
        }
    }

    /** NSEC3. */
    record Hashed(int iterations, int flags) implements Absences {
        private static final byte[] SALT = {1, 2, 3};

        @Override
        public List<Record<? extends Data>> beside(ZoneSigner zone, Map<String, Set<Record.TYPE>> names, String asked) {
            TreeMap<String, Set<Record.TYPE>> chain = new TreeMap<>();
            names.forEach((name, types) -> {
                boolean left = flags == 1 && types.equals(Set.of(Record.TYPE.NS));
                if (!left) {
                    concerned(zone.name(), name).stream()
                            .filter(above -> !above.startsWith("*") || above.equals(name))
                            .forEach(above -> chain.computeIfAbsent(hash(above), any -> new LinkedHashSet<>()));
                    chain.computeIfAbsent(hash(name), any -> new LinkedHashSet<>())
                            .addAll(types);
                }
            });
            Set<String> needed = new TreeSet<>();
            for (String name : concerned(zone.name(), asked)) {
                String hash = chain.floorKey(hash(name));
                needed.add(hash == null ? chain.lastKey() : hash);
            }
            List<Record<? extends Data>> records = new ArrayList<>();
            for (String hash : needed) {
                String next = chain.higherKey(hash) == null ? chain.firstKey() : chain.higherKey(hash);
                Set<Record.TYPE> types = new TreeSet<>(Comparator.comparingInt(Record.TYPE::getValue));
                types.addAll(chain.get(hash));
                if (!types.isEmpty()) {
                    types.add(Record.TYPE.RRSIG);
                }
                NSEC3 nsec = new NSEC3(
                        (byte) 1, (byte) flags, iterations, SALT, bytes(next), types.toArray(new Record.TYPE[0]));
                String owner = zone.name().isEmpty() ? hash : hash + "." + zone.name();
                addSigned(records, zone, DnsPeer.record(owner, Record.TYPE.NSEC3, nsec));
            }
            return records;
        }

        private String hash(String name) {
            try {
                MessageDigest sha = MessageDigest.getInstance("SHA-1");
                byte[] hash = DnsName.from(name).getBytes();
                for (int i = 0; i <= iterations; i++) {
                    sha.update(hash);
                    hash = sha.digest(SALT);
                }
                String digits = new BigInteger(1, hash).toString(32);
                return "0".repeat(32 - digits.length()) + digits;
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        private static byte[] bytes(String hash) {
            byte[] signed = new BigInteger(hash, 32).toByteArray();
            byte[] bytes = new byte[20];
            for (int i = 1; i <= Math.min(20, signed.length); i++) {
                bytes[20 - i] = signed[signed.length - i];
            }
            return bytes;
        }
    }
}

package im.redoubt.things.update;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.client.extension.Octets;
import im.redoubt.things.key.SigningKey;
import im.redoubt.things.update.Intake.Finished;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/** A maker of panels, and one panel whose disk is in memory. It came with program 1. */
final class Workshop {
    static final String PRODUCT = "panel";
    static final long MOST_SIZE = 1 << 20;

    /** More than two strides, and a part of one. */
    static final int SIZE = 2 * ProgramFile.STRIDE_BYTES + 12_345;

    private static final int PIECE = 20_000;

    private static final SigningKey MAKER = SigningKey.make(new SecureRandom());
    private static final Map<Long, byte[]> PROGRAMS = new ConcurrentHashMap<>();
    private static final Map<Long, Release> RELEASES = new ConcurrentHashMap<>();
    private static final Map<Long, Octets> SIGNED = new ConcurrentHashMap<>();

    final SigningKey maker = MAKER;
    final PowerDisk disk = new PowerDisk();
    Updater updater = open(1);

    /** Returns the bytes of a program: others for each number. */
    static byte[] program(long number) {
        return PROGRAMS.computeIfAbsent(number, one -> {
                    byte[] bytes = new byte[SIZE];
                    new Random(one).nextBytes(bytes);
                    return bytes;
                })
                .clone();
    }

    static Octets sha256(byte[] bytes) {
        try {
            return Octets.copyOf(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static Release release(long number) {
        return RELEASES.computeIfAbsent(number, one -> new Release(PRODUCT, one, 0, SIZE, sha256(program(one))));
    }

    Octets signed(long number) {
        return SIGNED.computeIfAbsent(number, one -> release(one).sign(MAKER));
    }

    OwnProgram own(long number) {
        return new OwnProgram(PRODUCT, number, List.of(maker.verifying()), MOST_SIZE);
    }

    private Updater open(long number) {
        return Updater.open(own(number), disk, disk.keep());
    }

    /** The program with this number opens it, in a process of its own. */
    void opened(long number) {
        updater.close();
        updater = open(number);
    }

    /** The device starts, and what it starts opens it. Returns the number of that. */
    long start() {
        opened(1);
        long number = updater.begin()
                .map(program -> {
                    byte[] started = disk.bytes(program.file());
                    assertThat(Arrays.equals(started, program(program.release().number())))
                            .as("what starts is what the maker signed")
                            .isTrue();
                    return program.release().number();
                })
                .orElse(1L);
        opened(number);
        return number;
    }

    Intake taken(long number) {
        assertThat(updater.offer(signed(number))).isInstanceOf(Offered.TakenIn.class);
        return updater.underWay().orElseThrow();
    }

    Refusal refused(Octets release) {
        assertThat(updater.offer(release)).isInstanceOf(Offered.Refused.class);
        return updater.refusal(release).orElseThrow();
    }

    /** Writes what is missing, piece by piece, up to a length. */
    static void write(Intake intake, byte[] bytes, int end) {
        while (intake.position() < end) {
            int from = (int) intake.position();
            intake.write(bytes, from, Math.min(PIECE, end - from));
        }
    }

    static Finished whole(Intake intake) {
        write(intake, program(intake.release().number()), SIZE);
        return intake.finish();
    }

    /** Brings it to a program that has shown that it is well. */
    void updated(long number) {
        assertThat(whole(taken(number))).isEqualTo(Finished.ON_TRIAL);
        assertThat(start()).isEqualTo(number);
        assertThat(updater.confirm()).isTrue();
    }
}

package im.redoubt.things;

import im.redoubt.things.key.VerifyingKey;
import im.redoubt.things.memory.DeviceMemory;
import im.redoubt.things.memory.Member;
import im.redoubt.things.memory.Stored;
import im.redoubt.things.pin.PinHash;
import im.redoubt.things.pin.PinRecord;
import java.util.Optional;

/** The PIN of a device and its failures, among what else it keeps. */
final class MemberPins<S> implements PinRecord {
    private final Stored<DeviceMemory<S>> memory;

    MemberPins(Stored<DeviceMemory<S>> memory) {
        this.memory = memory;
    }

    @Override
    public Optional<PinHash> pin() {
        return memory.now().pin();
    }

    @Override
    public int failures(VerifyingKey peer) {
        return memory.now().members().stream()
                .filter(member -> isOf(member, peer))
                .mapToInt(Member::failures)
                .findFirst()
                .orElse(0);
    }

    @Override
    public void failures(VerifyingKey peer, int count) {
        memory.become(memory.now().changing(member -> isOf(member, peer), member -> member.failed(count)));
    }

    private static boolean isOf(Member member, VerifyingKey peer) {
        return member.peer().keys().verifying().equals(peer);
    }
}

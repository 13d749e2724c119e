package im.redoubt.things;

import im.redoubt.client.Host;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.things.event.Pulse;
import im.redoubt.things.memory.EventLog;
import im.redoubt.things.memory.Member;
import im.redoubt.things.memory.Stored;
import im.redoubt.things.vocabulary.Reading;
import im.redoubt.xml.Element;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells the peers of a device what happened, in order, until each has said that he has it, and that the device is there. Everything happens in
 * the session's own order.
 */
final class EventFlow<S extends Reading> {
    /** How many events go to a program before it has said that it has them. */
    static final int WINDOW = 20;

    private final Host host;
    private final DeviceCore<S> core;
    private final Duration beat;
    // Of each account, which of the events that are kept went to it lately, and when.
    private final Map<BareJid, Map<Long, Long>> sent = new HashMap<>();
    private Runnable timer = () -> {};
    private Instant last = Instant.EPOCH;
    private boolean online;
    private Optional<S> told = Optional.empty();

    EventFlow(Host host, DeviceCore<S> core, Duration beat) {
        this.host = host;
        this.core = core;
        this.beat = beat;
    }

    /** There is a connection. */
    void online() {
        online = true;
        sent.clear();
        told = Optional.empty();
        begin();
    }

    /** Says that the device is there, and goes on doing so. */
    void begin() {
        if (online) {
            tick();
        }
    }

    /** There is none. */
    void end() {
        online = false;
        timer.run();
    }

    /** A program of an account is there, and may not have what was sent before. */
    void again(BareJid account) {
        sent.remove(account);
        told = Optional.empty();
        go();
    }

    /** Sends what may be sent. */
    void go() {
        if (!online) {
            return;
        }
        S state = core.memory().state();
        if (!told.filter(state::equals).isPresent()) {
            told = Optional.of(state);
            Element report = core.report(core.own());
            accounts().forEach(account -> host.send(Words.headline(account, report)));
        }
        for (Member member : core.memory().members()) {
            if (member.isToldOfEvents()) {
                go(member.peer().address(), member.heard());
            }
        }
    }

    /** A program that has stopped for good keeps nothing from the others of its account: each has a window of its own. */
    private void go(BareJid account, long heard) {
        Map<Long, Long> lately = sent.computeIfAbsent(account, none -> new HashMap<>());
        EventLog events = core.memory().events();
        lately.keySet().removeIf(number -> number < events.oldest());
        for (EventLog.Kept kept : events.behind(heard, WINDOW)) {
            if (!lately.containsKey(kept.number())) {
                host.send(Words.headline(
                        account, Stored.elements(kept.element().toByteArray()).get(0)));
                lately.put(kept.number(), host.timeline().nanos());
            }
        }
    }

    /** Says that the device is there, and begins anew with what was sent before the last time and is not heard yet. */
    private void tick() {
        timer.run();
        timer = host.timeline().after(beat, () -> host.run(this::tick));
        if (online) {
            pulse();
            long longAgo = host.timeline().nanos() - beat.toNanos();
            sent.values().forEach(lately -> lately.values().removeIf(nanos -> nanos - longAgo <= 0));
            go();
        }
    }

    private void pulse() {
        EventLog events = core.memory().events();
        Element pulse = core.sign(new Pulse(next(), events.oldest(), events.next() - 1), Pulse.CODEC, core.own());
        accounts().forEach(account -> host.send(Words.headline(account, pulse)));
    }

    /** Returns the time, later each time that it is asked for. */
    private Instant next() {
        Instant now = core.clock().atLeast().truncatedTo(ChronoUnit.MILLIS);
        // Unless the clock was far ahead and was set right: then nobody has believed what was said before.
        boolean later = now.isAfter(last) || last.isAfter(now.plus(beat));
        last = later ? now : last.plusMillis(1);
        return last;
    }

    private Set<BareJid> accounts() {
        Set<BareJid> accounts = new HashSet<>();
        core.memory().members().forEach(member -> accounts.add(member.peer().address()));
        return accounts;
    }
}

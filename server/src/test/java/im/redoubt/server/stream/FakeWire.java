package im.redoubt.server.stream;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stream.ServerEffect;
import im.redoubt.protocol.stream.StreamError;
import im.redoubt.protocol.stream.StreamManagement;
import im.redoubt.server.clientstate.Attention;
import im.redoubt.server.fixture.Tasks;
import im.redoubt.server.session.Claim;
import im.redoubt.server.session.Outgoing;
import im.redoubt.xml.Element;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** A connection that notes, in order, what its driver does to it. */
final class FakeWire implements Wire, Handover {
    final List<String> done = new ArrayList<>();
    final List<Element> written = new ArrayList<>();
    final List<Stanza> sent = new ArrayList<>();
    final Tasks loop = new Tasks();
    Optional<StreamDriver> driver = Optional.empty();
    InetSocketAddress source = new InetSocketAddress(InetAddress.getLoopbackAddress(), 5_001);
    /** What it would still write; its peer is gone then. */
    Optional<Remains> remains = Optional.empty();

    /** How many stanzas it was sent. */
    long most = 10;

    /** Whether its session waits for another connection. */
    boolean waits = true;

    private int suspended;

    /** Whether nothing is read at this moment. */
    boolean isSuspended() {
        return suspended > 0;
    }

    @Override
    public InetSocketAddress source() {
        return source;
    }

    @Override
    public Executor loop() {
        return loop;
    }

    @Override
    public void open(ServerEffect.Open header) {
        done.add("open");
    }

    @Override
    public void write(Element element) {
        written.add(element);
        done.add("write " + element.name().local());
    }

    @Override
    public void attention(Attention now) {
        done.add(now.toString());
    }

    @Override
    public void startTls(Element proceed) {
        done.add("startTls");
    }

    @Override
    public void restart() {
        done.add("restart");
    }

    @Override
    public void suspend() {
        suspended++;
        done.add("suspend");
    }

    @Override
    public void resume() {
        suspended--;
        done.add("resume");
    }

    @Override
    public void linger() {
        done.add("linger");
    }

    @Override
    public void settled() {
        done.add("settled");
    }

    @Override
    public void authenticated(BareJid account) {
        done.add("authenticated " + account);
    }

    @Override
    public void established(StreamDriver next) {
        driver = Optional.of(next);
        done.add("established");
    }

    @Override
    public void count() {
        done.add("count");
    }

    @Override
    public Handover handover() {
        return this;
    }

    @Override
    public Optional<Remains> remains() {
        return remains;
    }

    @Override
    public void forsake() {
        done.add("forsake");
    }

    @Override
    public void await(StreamDriver session, Remains before) {
        driver = Optional.of(session);
        remains = Optional.of(before);
        done.add("await " + before.patience());
    }

    @Override
    public void expect() {
        done.add("expect");
    }

    @Override
    public void decline() {
        done.add("decline");
    }

    @Override
    public Optional<StreamError> judge(long handled) {
        return handled <= most ? Optional.empty() : Optional.of(StreamManagement.tooHigh(handled, most));
    }

    @Override
    public boolean part() {
        done.add("part");
        return waits;
    }

    @Override
    public Rest release() {
        done.add("release");
        return new Rest() {};
    }

    @Override
    public void adopt(StreamDriver session, Rest rest, Element resumed) {
        driver = Optional.of(session);
        written.add(resumed);
        done.add("adopt");
    }

    @Override
    public void acknowledged(long handled) {
        done.add("acknowledged " + handled);
    }

    @Override
    public void leave() {
        done.add("leave");
    }

    @Override
    public void end(StreamError error) {
        done.add("end " + error.condition().wire());
    }

    @Override
    public void send(Stanza stanza, Claim claim) {
        sent.add(stanza);
        done.add("send");
    }

    @Override
    public CompletableFuture<Void> sendStored(List<Outgoing> stanzas) {
        stanzas.forEach(one -> sent.add(one.stanza()));
        done.add("sendStored");
        return written();
    }

    @Override
    public CompletableFuture<Void> written() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public boolean isOwnThread() {
        return true;
    }

    @Override
    public long maxWaitingBytes() {
        return 1_000;
    }

    @Override
    public void slow() {
        done.add("slow");
    }
}

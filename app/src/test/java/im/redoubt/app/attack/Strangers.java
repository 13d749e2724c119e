package im.redoubt.app.attack;

import im.redoubt.app.command.RawClient;
import im.redoubt.app.command.RunningRedoubt;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** A service with a few accounts, and strangers before it, each from an address of its own so that none slows another. */
final class Strangers implements AutoCloseable {
    private final RunningRedoubt service;
    private final Attacker everybody;
    private final AtomicInteger addresses = new AtomicInteger();

    Strangers(Path directory) {
        this.service = new RunningRedoubt(
                        directory, "limits.sign_in_account_free_failures=10000", "limits.sign_in_delay_milliseconds=50")
                .with("alice")
                .with("bob")
                .with("j\u00fcrgen");
        this.everybody = Attacker.of(service);
    }

    /** Connects the next one, which has seen the features of its stream. */
    RawClient next() {
        RawClient client = everybody
                .at("127.1.0." + (1 + addresses.incrementAndGet() % 250))
                .client();
        client.send(RawClient.HEADER).await("</stream:features>");
        return client;
    }

    /** Returns somebody at this address. */
    Attacker at(String address) {
        return everybody.at(address);
    }

    @Override
    public void close() {
        service.close();
    }
}

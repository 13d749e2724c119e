package im.redoubt.client.upload;

import im.redoubt.client.ClientException;
import im.redoubt.client.Feature;
import im.redoubt.client.Host;
import im.redoubt.client.Pending;
import im.redoubt.client.RefusedException;
import im.redoubt.client.text.SafeUrl;
import im.redoubt.client.trust.Trust;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.IqResponse;
import im.redoubt.xml.Element;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Uploads files to the own server's service (XEP-0363), and downloads what others uploaded. HTTPS only, to hosts that proved who they
 * are.
 *
 * <pre>{@code
 * Feature<Uploads> uploads = Uploads.on(executor);
 * SafeUrl url = session.get(uploads).upload(Upload.of("photo.jpg", bytes).as("image/jpeg")).result().await();
 * }</pre>
 */
public final class Uploads {
    /** How long a transfer may take. */
    public static final Duration LONGEST = Duration.ofHours(1);

    private static final String ITEMS = "http://jabber.org/protocol/disco#items";
    private static final int MOST_ITEMS = 50;

    private final Host host;
    private final Executor executor;
    private final Web web;
    private Optional<UploadService> known = Optional.empty();

    private Uploads(Host host, Executor executor, Web web) {
        this.host = host;
        this.executor = executor;
        this.web = web;
        host.onOnline(state -> known = state.resumed() ? known : Optional.empty());
    }

    /**
     * Returns the feature, with the authorities of the platform to vouch for web servers.
     *
     * @param executor where bytes move, each transfer in a thread for its whole time
     */
    public static Feature<Uploads> on(Executor executor) {
        return on(executor, Trust.pkix());
    }

    /**
     * Returns the feature.
     *
     * @param executor where bytes move, each transfer in a thread for its whole time
     * @param trust who may vouch for web servers
     */
    public static Feature<Uploads> on(Executor executor, Trust trust) {
        return host -> new Uploads(host, executor, new Web(trust));
    }

    /**
     * Uploads a file.
     *
     * @param upload which
     * @return the way of the file, whose result is the address where others find it; {@link ClientException} if the own server has no
     *     service or the file is too large for it, {@link RefusedException} if it does not want it
     */
    public Transfer<SafeUrl> upload(Upload upload) {
        Transfer<SafeUrl> transfer = new Transfer<>(host);
        host.run(() -> service().then(service -> slot(service, upload)).whenDone((slot, failure) -> {
            if (failure instanceof ClientException why) {
                transfer.stop(why);
            } else if (failure != null) {
                transfer.stop(new ClientException("the upload could not begin", failure));
            } else {
                move(transfer, () -> web.put(upload, slot, transfer));
            }
        }));
        return transfer;
    }

    /**
     * Downloads what is at an address.
     *
     * @param url one that begins with {@code https}
     * @param mostBytes how much at most; more is an error
     * @param sink where to; it is written in the executor of the uploads, and not closed
     * @return the way of the bytes, whose result is how many there were; {@link TransferException} if not all came
     */
    public Transfer<Long> download(SafeUrl url, long mostBytes, OutputStream sink) {
        if (mostBytes < 0) {
            throw new IllegalArgumentException("from 0 bytes on");
        }
        Transfer<Long> transfer = new Transfer<>(host);
        move(transfer, () -> web.get(url, mostBytes, sink, transfer));
        return transfer;
    }

    /** What moves bytes. */
    private interface Work {
        void run() throws IOException;
    }

    private void move(Transfer<?> transfer, Work work) {
        Runnable deadline = host.timeline()
                .after(LONGEST, () -> transfer.stop(new TransferException("it took longer than " + LONGEST)));
        try {
            executor.execute(() -> {
                try {
                    if (!transfer.isOver()) {
                        work.run();
                    }
                } catch (ClientException failure) {
                    transfer.stop(failure);
                } catch (IOException failure) {
                    transfer.stop(new TransferException("the connection to the web server failed", failure));
                } catch (RuntimeException failure) { // the platform's client, or the application's stream
                    transfer.stop(new TransferException("the transfer failed", failure));
                } finally {
                    deadline.run();
                }
            });
        } catch (RejectedExecutionException full) {
            deadline.run();
            transfer.stop(new ClientException("the executor of the uploads takes nothing", full));
        }
    }

    private Pending<Slot> slot(UploadService service, Upload upload) {
        if (service.mostBytes().isPresent()
                && upload.bytes() > service.mostBytes().getAsLong()) {
            throw new ClientException(
                    "the service takes files of at most " + service.mostBytes().getAsLong() + " bytes");
        }
        Element.Builder request = Element.named(UploadService.NAMESPACE, "request")
                .attribute("filename", upload.name())
                .attribute("size", Long.toString(upload.bytes()))
                .attribute("content-type", upload.type());
        if (service.purposes().contains(upload.purpose())) {
            request.child(upload.purpose().element());
        }
        return host.request(IqRequest.Action.GET, Optional.of(service.address()), request.build())
                .map(Slot::read);
    }

    /** Finds the service among what the own server names (section 3). */
    private Pending<UploadService> service() {
        if (known.isPresent()) {
            return Pending.of(known.get());
        }
        BareJid server = BareJid.of("", host.account().domain());
        Element items = Element.named(ITEMS, "query").build();
        return host.request(IqRequest.Action.GET, Optional.of(server), items)
                .then(response -> ask(candidates(server, response)))
                .map(found -> {
                    known = Optional.of(found);
                    return found;
                });
    }

    private static List<Jid> candidates(BareJid server, IqResponse response) {
        List<Jid> candidates = new ArrayList<>();
        candidates.add(server);
        Optional<Element> query = response.content().first(ITEMS, "query");
        for (Element item : query.map(list -> list.children(ITEMS, "item")).orElseGet(List::of)) {
            Optional<Jid> address = Jid.parse(item.attribute("jid").orElse(""));
            if (address.isPresent() && !item.attribute("node").isPresent() && candidates.size() < MOST_ITEMS) {
                candidates.add(address.get());
            }
        }
        return candidates;
    }

    /** Asks all of them. The first that takes files it is; who does not answer is none. */
    private Pending<UploadService> ask(List<Jid> candidates) {
        Pending<UploadService> found = new Pending<>();
        AtomicInteger open = new AtomicInteger(candidates.size());
        Element info = Element.named(UploadService.INFO, "query").build();
        for (Jid candidate : candidates) {
            host.request(IqRequest.Action.GET, Optional.of(candidate), info).whenDone((said, failure) -> {
                if (failure == null) {
                    UploadService.read(candidate, said).ifPresent(found::complete);
                }
                if (open.decrementAndGet() == 0) {
                    found.completeExceptionally(new ClientException("the server has no service for files"));
                }
            });
        }
        return found;
    }
}

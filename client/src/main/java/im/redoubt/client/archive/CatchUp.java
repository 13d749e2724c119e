package im.redoubt.client.archive;

import im.redoubt.client.ClientException;
import im.redoubt.client.Counters;
import im.redoubt.client.Host;
import im.redoubt.client.Pending;
import im.redoubt.client.RefusedException;
import im.redoubt.client.SessionState;
import im.redoubt.client.chat.Backlog;
import im.redoubt.client.chat.Chat;
import im.redoubt.client.chat.ChatMessage;
import java.util.Optional;

/**
 * Tells what was missed.
 *
 * <ol>
 *   <li>Idle until {@link #begin}; then it is known up to where the application has everything.
 *   <li>Under way: live messages wait, and one page after another is asked for and told.
 *   <li>The connection ends meanwhile: live messages still wait, and it goes on where it was on the next one.
 *   <li>The archive has no more, or refuses: those that waited are told, and it is idle. A new session begins it again.
 * </ol>
 *
 * Everything happens in the session's own order.
 */
final class CatchUp {
    /** How many pages are asked for: an archive whose pages never end is left. */
    static final int MOST_PAGES = 1_000;

    /** How many messages a page has. */
    static final int OF_A_PAGE = 100;

    private final Host host;
    private final Chat chat;
    private final Archive archive;
    private Optional<String> position = Optional.empty();
    private Optional<Run> run = Optional.empty();
    private boolean online;
    private boolean whole;

    /** What is under way. */
    private static final class Run {
        private final Backlog backlog;
        private final Pending<Integer> result;
        private int told;
        private int pages;

        Run(Backlog backlog, Pending<Integer> result) {
            this.backlog = backlog;
            this.result = result;
        }
    }

    CatchUp(Host host, Chat chat, Archive archive) {
        this.host = host;
        this.chat = chat;
        this.archive = archive;
        host.onOnline(this::online);
        host.onOffline(() -> online = false);
        chat.before(message -> {
            if (whole && !run.isPresent() && message.ids().archive().isPresent()) {
                position = message.ids().archive();
            }
            return false;
        });
    }

    Pending<Integer> begin(String since) {
        Pending<Integer> result = new Pending<>();
        host.run(() -> {
            if (run.isPresent()) {
                result.completeExceptionally(new ClientException("it is catching up already"));
                return;
            }
            position = Optional.of(since);
            start(result);
        });
        return result;
    }

    /** A session that goes on has missed nothing. */
    private void online(SessionState.Online now) {
        online = true;
        if (now.resumed() || !position.isPresent()) {
            return;
        }
        if (run.isPresent()) {
            ask(run.get());
        } else {
            start(new Pending<>());
        }
    }

    private void start(Pending<Integer> result) {
        whole = false;
        Run fresh = new Run(chat.backlog(), result);
        run = Optional.of(fresh);
        if (online) {
            ask(fresh);
        }
    }

    private void ask(Run current) {
        ArchiveQuery query = ArchiveQuery.builder()
                .after(position.orElseThrow(IllegalStateException::new))
                .pageSize(OF_A_PAGE)
                .build();
        archive.query(query).whenDone((page, failure) -> {
            if (failure == null) {
                took(current, page);
            } else if (online) {
                // what the archive does not know any more cannot be got; anything else is tried again by the next
                // session
                failed(current, failure, failure instanceof RefusedException);
            }
        });
    }

    private void took(Run current, ArchivePage page) {
        for (ArchivedMessage message : page.messages()) {
            Optional<ChatMessage> text = message.text();
            if (text.isPresent()) {
                current.backlog.tell(text.get());
                current.told++;
            }
            position = Optional.of(message.id());
        }
        current.pages++;
        if (!page.hasNext()) {
            end(current, true);
            current.result.complete(current.told);
        } else if (current.pages >= MOST_PAGES || page.messages().isEmpty()) {
            failed(current, new ClientException("the archive's pages do not end"), false);
        } else {
            ask(current);
        }
    }

    private void failed(Run current, Throwable why, boolean forGood) {
        host.counters().count(Counters.Kind.FAULTS);
        end(current, forGood);
        current.result.completeExceptionally(why);
    }

    /** Live messages are the position again only if there is no gap before them. */
    private void end(Run current, boolean noGap) {
        run = Optional.empty();
        whole = noGap;
        current.backlog.end();
    }
}

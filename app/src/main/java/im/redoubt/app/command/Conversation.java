package im.redoubt.app.command;

import im.redoubt.client.ClientException;
import im.redoubt.client.Delivery;
import im.redoubt.client.Session;
import im.redoubt.client.SessionState;
import im.redoubt.client.archive.Archive;
import im.redoubt.client.archive.ArchiveQuery;
import im.redoubt.client.archive.ArchivedMessage;
import im.redoubt.client.chat.Chat;
import im.redoubt.client.chat.ChatMessage;
import im.redoubt.client.presence.PresenceChange;
import im.redoubt.client.presence.Presences;
import im.redoubt.client.presence.SubscriptionRequest;
import im.redoubt.client.roster.Contact;
import im.redoubt.client.roster.Roster;
import im.redoubt.client.roster.RosterEntry;
import im.redoubt.client.text.TerminalLine;
import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.address.Jid;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/** What is typed and what is shown. Everything that others wrote is shown as one line without control characters. */
final class Conversation {
    private static final TerminalLine LINE = TerminalLine.of(2_000);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");
    private static final DateTimeFormatter DAY_AND_CLOCK = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final int USUAL_HISTORY = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MOST_UNACCEPTED = 500;

    private final Terminal terminal;
    private final Session session;
    private final Chat chat;
    private final Roster roster;
    private final Presences presences;
    private final ArrayDeque<Delivery> under = new ArrayDeque<>();
    private Optional<Jid> recipient = Optional.empty();
    private volatile boolean leaving;
    private volatile int exitCode = ExitCode.OK;

    Conversation(Terminal terminal, Session session) {
        this.terminal = terminal;
        this.session = session;
        this.chat = session.get(Chat.FEATURE);
        this.roster = session.get(Roster.FEATURE);
        this.presences = session.get(Presences.FEATURE);
    }

    /**
     * Chats until the input ends or {@code /quit}.
     *
     * @param first whom lines go to at first
     * @return the exit code: a failure if a message did not get to the server
     */
    int run(Optional<String> first) {
        session.states().add(this::state);
        state(session.state());
        chat.received().add(this::message);
        presences.requests().add(this::request);
        presences.changes().add(this::presence);
        presences.unanswered().forEach(this::request);
        first.ifPresent(this::to);
        if (!recipient.isPresent()) {
            note("/to ADDRESS says whom to write to; /help shows all commands");
        }
        try (BufferedReader in = new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null && take(line); line = in.readLine()) {
                settle(MOST_UNACCEPTED);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        settle(0);
        leaving = true;
        return exitCode;
    }

    /** Waits until no more than so many messages are on their way to the server. */
    private void settle(int atMost) {
        while (under.size() > atMost) {
            try {
                under.remove().accepted().await(PATIENCE);
            } catch (ClientException lost) {
                exitCode = ExitCode.FAILURE;
                note("a message did not get to the server: " + lost.getMessage());
            }
        }
    }

    /** Returns whether to go on. */
    private boolean take(String line) {
        if (!line.startsWith("/")) {
            if (!line.isBlank()) {
                say(line);
            }
            return true;
        }
        String[] words = line.substring(1).trim().split("\\s+", 2);
        String argument = words.length > 1 ? words[1] : "";
        switch (words[0]) {
            case "to" -> to(argument);
            case "roster" -> contacts();
            case "history" -> history(argument);
            case "add" -> address(argument).ifPresent(this::add);
            case "remove" -> address(argument).ifPresent(who -> report(roster.remove(who.bare()), "removed " + who));
            case "accept" ->
                address(argument).ifPresent(who -> {
                    presences.approve(who.bare());
                    note(who + " sees now that you are here");
                });
            case "deny" -> address(argument).ifPresent(who -> presences.deny(who.bare()));
            case "help" -> help();
            case "quit" -> {
                return false;
            }
            default -> note("no such command: /help shows all; a line that begins with / goes to nobody");
        }
        return true;
    }

    private void say(String text) {
        if (!recipient.isPresent()) {
            note("to whom? /to ADDRESS says so");
            exitCode = ExitCode.USAGE;
            return;
        }
        Jid to = recipient.get();
        Delivery delivery;
        try {
            delivery = chat.send(to, text);
        } catch (IllegalArgumentException refused) {
            note("that cannot be sent: " + refused.getMessage());
            exitCode = ExitCode.FAILURE;
            return;
        }
        under.add(delivery);
        delivery.received().whenDone((who, failure) -> {
            if (failure == null) {
                note("✓ " + who);
            } else if (failure instanceof im.redoubt.client.RefusedException refused) {
                note("✗ " + to + " does not get it: " + refused.condition().wire());
            }
        });
    }

    private void to(String argument) {
        address(argument).ifPresent(who -> {
            recipient = Optional.of(who);
            note("to " + who);
        });
    }

    private Optional<Jid> address(String text) {
        Optional<Jid> address = Jid.parse(text);
        if (address.isEmpty()) {
            note("an address is needed, such as bob@example.org");
        }
        return address;
    }

    private void add(Jid who) {
        report(
                roster.set(RosterEntry.of(who.bare())),
                "added " + who.bare() + ", and asked to see whether they are there");
        presences.subscribe(who.bare());
    }

    private void contacts() {
        try {
            for (Contact contact : roster.loaded().await(PATIENCE).contacts().values()) {
                String there = presences
                        .best(contact.address())
                        .map(presence -> presence.show() + " " + shown(presence.status()))
                        .orElse(contact.subscription().sees() ? "not there" : "not seen");
                out(contact.address() + "\t" + there.trim());
            }
        } catch (ClientException e) {
            note(String.valueOf(e.getMessage()));
        }
    }

    private void history(String argument) {
        int most = USUAL_HISTORY;
        try {
            most = argument.isEmpty() ? most : Integer.parseInt(argument);
            ArchiveQuery.Builder query = ArchiveQuery.builder().newestFirst().pageSize(most);
            recipient.ifPresent(query::with);
            show(session.get(Archive.FEATURE)
                    .query(query.build())
                    .await(PATIENCE)
                    .messages());
        } catch (IllegalArgumentException outOfBounds) {
            note("a number from 1 to " + ArchiveQuery.MOST_OF_A_PAGE + " is needed: /history 50");
        } catch (ClientException e) {
            note("no history: " + e.getMessage());
        }
    }

    private void show(List<ArchivedMessage> messages) {
        messages.forEach(message -> message.text().ifPresent(this::message));
        if (messages.isEmpty()) {
            note("nothing has been said");
        }
    }

    private void report(im.redoubt.client.Pending<?> pending, String done) {
        pending.whenDone((result, failure) -> note(failure == null ? done : String.valueOf(failure.getMessage())));
    }

    private void help() {
        for (String line : new String[] {
            "/to ADDRESS      whom lines go to",
            "/history [N]     the last 20 messages with the recipient, or the last N; without a recipient, of all",
            "/roster          who your contacts are, and who is there",
            "/add ADDRESS     makes somebody a contact and asks to see whether they are there",
            "/remove ADDRESS  removes a contact",
            "/accept ADDRESS  lets somebody see whether you are there",
            "/deny ADDRESS    does not",
            "/quit            ends"
        }) {
            out(line);
        }
    }

    private void state(SessionState state) {
        switch (state) {
            case SessionState.Online online ->
                note("on line as " + online.address()
                        + (online.resumed() ? " (resumed)" : " by " + session.signedInBy()));
            case SessionState.Offline offline ->
                note("off line: " + offline.why() + "; next attempt in "
                        + Math.max(1, offline.retryIn().toSeconds()) + " s");
            case SessionState.Ended ended -> {
                if (!leaving) {
                    note("ended: " + ended.why().getMessage());
                }
            }
        }
    }

    private void message(ChatMessage message) {
        ZonedDateTime time = message.time().atZone(ZoneId.systemDefault());
        boolean today = time.toLocalDate().equals(LocalDate.now(time.getZone()));
        String clock = (today ? CLOCK : DAY_AND_CLOCK).format(time);
        String who = message.isMine()
                ? "you, to " + message.peer()
                : message.sender().toString();
        out(clock + " " + terminal.paint(Terminal.Style.STRONG, who) + "  " + shown(message.body()));
    }

    private void request(SubscriptionRequest request) {
        note(request.from() + " would like to see whether you are there: /accept or /deny " + request.from());
    }

    private void presence(PresenceChange change) {
        if (change.address().bare().equals(session.account())) {
            return;
        }
        switch (change) {
            case PresenceChange.Available there ->
                note(there.address() + " is there " + shown(there.presence().status()));
            case PresenceChange.Unavailable gone -> note(gone.address() + " is gone");
        }
    }

    private static String shown(Unverified text) {
        return LINE.encode(text).line();
    }

    private synchronized void out(String line) {
        terminal.out().println(line);
    }

    private synchronized void note(String line) {
        terminal.err().println("· " + line.trim());
    }
}

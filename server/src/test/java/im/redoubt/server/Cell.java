package im.redoubt.server;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.server.House.Guest;
import im.redoubt.server.store.Subscription;
import im.redoubt.xml.Element;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * One cell of RFC 6121 section 8.5: alice/s sends something to bob, who stands as it says. Who receives what is told in
 * words such as {@code c1:available<alice/s}.
 */
final class Cell {
    private static final int NOBODY = Integer.MIN_VALUE;

    /** Who is there for bob, with what priorities. */
    enum Standing {
        NO_ACCOUNT,
        OFFLINE,
        CONNECTED,
        NEGATIVE(-1),
        ONE(0),
        TWO(5, -1);

        private final int first;
        private final int second;

        Standing() {
            this(NOBODY, NOBODY);
        }

        Standing(int first) {
            this(first, NOBODY);
        }

        Standing(int first, int second) {
            this.first = first;
            this.second = second;
        }

        List<Integer> priorities() {
            return Stream.of(first, second)
                    .filter(priority -> priority != NOBODY)
                    .toList();
        }

        boolean hasSession() {
            return this != NO_ACCOUNT && this != OFFLINE;
        }
    }

    /** What bob's roster and sessions say of alice, and alice's of bob. */
    enum Relation {
        /** Nothing at all. */
        STRANGER,
        /** Each sees the other. */
        FRIEND,
        /** Alice sees bob. */
        SEES,
        /** Bob sees alice, and shows nothing of himself. */
        SEEN,
        /** Bob's first session sent alice directed presence. */
        DIRECTED
    }

    /** Who keeps whom away: by blocking (XEP-0191), or since he hears nobody but those on a list (docs/admission.md). */
    enum Blocked {
        NOBODY,
        /** Each has the other on a list of those whom he hears. */
        LISTED,
        /** Those whom bob hears have addresses like alice's. */
        UNLISTED_BY_RECIPIENT,
        /** Alice hears others than bob. */
        UNLISTED_BY_SENDER,
        /** Bob blocks alice. */
        BY_RECIPIENT,
        /** Alice blocks bob. */
        BY_SENDER;

        /** Returns whether this can be, for somebody who is not there blocks nobody. */
        boolean goesWith(Standing standing) {
            return switch (this) {
                case NOBODY, BY_SENDER, UNLISTED_BY_SENDER -> true;
                case LISTED, UNLISTED_BY_RECIPIENT, BY_RECIPIENT -> standing != Standing.NO_ACCOUNT;
            };
        }
    }

    /** How bob is addressed. */
    enum To {
        BARE,
        FULL,
        GONE
    }

    private final House house;
    private final BareJid alice;
    private final BareJid bob;
    private final Map<String, Guest> guests = new LinkedHashMap<>();

    Cell(House house, String name, Standing standing, Relation relation) {
        this(house, name, standing, relation, Blocked.NOBODY);
    }

    Cell(House house, String name, Standing standing, Relation relation, Blocked blocked) {
        this.house = house;
        this.alice = house.account("alice" + name);
        this.bob = standing == Standing.NO_ACCOUNT
                ? BareJid.of("bob" + name, house.domain().domain())
                : house.account("bob" + name);
        rosters(relation, standing);
        block(blocked);
        if (standing == Standing.CONNECTED) {
            guests.put("c1", house.guest(bob, "c1"));
        }
        for (int priority : standing.priorities()) {
            String resource = "c" + (guests.size() + 1);
            guests.put(resource, house.guest(bob, resource).comesOnline(priority));
        }
        guests.put("s", house.guest(alice, "s").comesOnline(0));
        if (relation == Relation.DIRECTED && standing.hasSession()) {
            bobs().presence("available", Optional.of(alice.toString()));
        }
        guests.values().forEach(Guest::forget);
    }

    private void block(Blocked blocked) {
        switch (blocked) {
            case NOBODY -> {}
            case LISTED -> {
                house.hears(bob, alice);
                house.hears(alice, bob);
            }
            case UNLISTED_BY_RECIPIENT -> house.hears(bob, likeAlice());
            case UNLISTED_BY_SENDER -> house.hears(alice, BareJid.of("carol", alice.domain()));
            case BY_RECIPIENT -> house.blocks(bob, alice);
            case BY_SENDER -> house.blocks(alice, bob);
        }
    }

    /** Of another domain, of another name, and with a letter that looks the same. */
    private BareJid[] likeAlice() {
        String name = alice.local();
        return new BareJid[] {
            BareJid.of(name, alice.domain() + ".example"),
            BareJid.of(name, "x" + alice.domain()),
            BareJid.of(name + "x", alice.domain()),
            BareJid.of(name.substring(0, name.length() - 1), alice.domain()),
            BareJid.of(name.replace('a', '\u0430'), alice.domain())
        };
    }

    private void rosters(Relation relation, Standing standing) {
        Optional<Subscription> alices = switch (relation) {
            case FRIEND -> Optional.of(Subscription.BOTH);
            case SEES -> Optional.of(Subscription.TO);
            case SEEN -> Optional.of(Subscription.FROM);
            case STRANGER, DIRECTED -> Optional.empty();
        };
        alices.ifPresent(subscription -> {
            house.knows(alice, bob, subscription);
            if (standing != Standing.NO_ACCOUNT) {
                house.knows(bob, alice, mirrored(subscription));
            }
        });
    }

    private static Subscription mirrored(Subscription subscription) {
        return switch (subscription) {
            case TO -> Subscription.FROM;
            case FROM -> Subscription.TO;
            case BOTH -> Subscription.BOTH;
            case NONE -> Subscription.NONE;
        };
    }

    /**
     * Returns what is to come of a cell by a table whose dimensions begin with a type, an address and a standing: who is
     * blocked hears what he hears when nobody is there, and bob gets nothing of it; of what goes to somebody whom its sender
     * blocks, he hears that it went nowhere, unless it is something that is never answered.
     */
    static String outcome(CellTable table, Blocked blocked, To to, Standing standing, String type, String... relation) {
        return switch (blocked) {
            case NOBODY, LISTED -> table.outcome(cell(type, to, standing, relation));
            case BY_RECIPIENT, UNLISTED_BY_RECIPIENT -> {
                To nobody = to == To.FULL ? To.GONE : to;
                String heard = table.outcome(cell(type, nobody, Standing.OFFLINE, relation));
                String hears = heard.equals("later") || heard.equals("BARE") ? "-" : heard;
                yield to == To.FULL ? hears.replace("bob/gone", "bob/c1") : hears;
            }
            case BY_SENDER, UNLISTED_BY_SENDER -> {
                String from = switch (to) {
                    case BARE -> "bob";
                    case FULL -> "bob/c1";
                    case GONE -> "bob/gone";
                };
                yield type.equals("error") || type.equals("result") ? "-" : "s:cancel/not-acceptable<" + from;
            }
        };
    }

    private static String[] cell(String type, To to, Standing standing, String... relation) {
        return Stream.concat(Stream.of(type, to.name(), standing.name()), Stream.of(relation))
                .toArray(String[]::new);
    }

    Guest alices() {
        return Optional.ofNullable(guests.get("s")).orElseThrow();
    }

    Guest bobs() {
        return Optional.ofNullable(guests.get("c1")).orElseThrow();
    }

    BareJid bob() {
        return bob;
    }

    String address(To to) {
        return switch (to) {
            case BARE -> bob.toString();
            case FULL -> bob + "/c1";
            case GONE -> bob + "/gone";
        };
    }

    /** Alice sends it; returns who received what, sorted, or {@code -}. */
    String sends(Element element) {
        alices().sends(element);
        List<String> words = new ArrayList<>();
        guests.forEach((name, guest) ->
                guest.received().forEach(stanza -> words.add(name + ":" + word(stanza) + "<" + from(stanza))));
        return words.isEmpty() ? "-" : String.join(" ", new TreeSet<>(words)) + doubled(words);
    }

    private static String doubled(List<String> words) {
        return new TreeSet<>(words).size() == words.size() ? "" : " and something twice";
    }

    private static String word(Stanza stanza) {
        if (stanza instanceof IqRequest request
                && request.payloadName().namespace().equals("jabber:iq:roster")) {
            return "push";
        }
        if (stanza.isError()) {
            return Errors.condition(stanza);
        }
        String type = stanza.typeAttribute().orElse(stanza.kind().equals("presence") ? "available" : "normal");
        return stanza.kind().equals("presence") ? type : stanza.kind() + "-" + type;
    }

    private String from(Stanza stanza) {
        String from = stanza.from().map(Object::toString).orElse("");
        return from.replace(alice.toString(), "alice").replace(bob.toString(), "bob");
    }
}

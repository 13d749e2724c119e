package im.redoubt.server;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stream.StreamManagement;
import im.redoubt.server.access.ClientManagement;
import im.redoubt.server.admission.AdmissionCommand;
import im.redoubt.server.admission.AdmissionWatch;
import im.redoubt.server.admission.Doorkeeper;
import im.redoubt.server.archive.ArchivePreferences;
import im.redoubt.server.archive.MessageArchive;
import im.redoubt.server.avatar.AvatarConversion;
import im.redoubt.server.blocking.AbuseDesk;
import im.redoubt.server.blocking.BlockingCommand;
import im.redoubt.server.blocking.Blocklists;
import im.redoubt.server.capabilities.Capabilities;
import im.redoubt.server.carbons.Carbons;
import im.redoubt.server.clientstate.Attention;
import im.redoubt.server.clientstate.ClientStateIndication;
import im.redoubt.server.contact.ContactAddresses;
import im.redoubt.server.disco.AccountView;
import im.redoubt.server.disco.Disco;
import im.redoubt.server.disco.DiscoNode;
import im.redoubt.server.establishment.SessionEstablishment;
import im.redoubt.server.feature.BindHook;
import im.redoubt.server.feature.Feature;
import im.redoubt.server.feature.Route;
import im.redoubt.server.offline.OfflineMessages;
import im.redoubt.server.pep.Audience;
import im.redoubt.server.pep.Displayed;
import im.redoubt.server.pep.PersonalEvents;
import im.redoubt.server.ping.Ping;
import im.redoubt.server.presence.PresenceFeature;
import im.redoubt.server.privatedata.PrivateStorage;
import im.redoubt.server.roster.RosterCache;
import im.redoubt.server.roster.RosterFeature;
import im.redoubt.server.roster.RosterPush;
import im.redoubt.server.routing.Gate;
import im.redoubt.server.routing.Questions;
import im.redoubt.server.routing.Router;
import im.redoubt.server.session.AccountQueues;
import im.redoubt.server.session.Sessions;
import im.redoubt.server.settings.AccountLimits;
import im.redoubt.server.settings.CapabilityLimits;
import im.redoubt.server.settings.Settings;
import im.redoubt.server.store.Store;
import im.redoubt.server.time.EntityTime;
import im.redoubt.server.vcard.VCard;
import im.redoubt.server.version.SoftwareVersion;
import im.redoubt.xml.Element;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** All features of the server, in order. Whatever is not in this list does not exist. */
final class Features {
    private final List<Feature> all = new ArrayList<>();
    private final PresenceFeature presence;
    private final Disco disco;
    private final Router router;

    /**
     * What features are made from.
     *
     * @param domain the domain served
     * @param settings all settings
     * @param store everything that is kept
     * @param sessions who is on line
     * @param queues the accounts' queues
     * @param clock the wall clock
     * @param random where ids come from
     * @param desk takes reports of spam and abuse
     * @param admissions is told when accounts hear others than before
     */
    record Parts(
            BareJid domain,
            Settings settings,
            Store store,
            Sessions sessions,
            AccountQueues queues,
            InstantSource clock,
            SecureRandom random,
            AbuseDesk desk,
            AdmissionWatch admissions) {}

    // Size: the one list of features, a line and a reason each.
    Features(Parts parts, Gate gate, List<Feature> administration, List<DiscoNode> nodes) {
        Store store = parts.store();
        AccountLimits limits = parts.settings().limits().accounts();
        RosterCache cache = new RosterCache(store.rosters());
        RosterPush push = new RosterPush(parts.sessions(), cache, parts.random());
        Carbons carbons = new Carbons(parts.sessions());
        AdmissionCommand.Parts admission = admission(parts);
        Blocklists blocklists = admission.lists();
        ArchivePreferences wishes = new ArchivePreferences(store, parts.sessions(), parts.queues());
        MessageArchive archive = new MessageArchive(store.archive(), wishes);
        OfflineMessages offline =
                new OfflineMessages(parts.domain(), store, wishes, parts.sessions(), parts.queues(), blocklists);
        Questions questions = questions(parts);
        Capabilities capabilities = new Capabilities(questions, parts.queues(), bounds(capabilityLimits(parts)));
        PersonalEvents events = events(parts, push, audience(parts, cache, blocklists, capabilities));
        Displayed displayed = new Displayed(events);
        AvatarConversion avatars = new AvatarConversion(store, events, parts.queues(), parts.sessions());
        presence = new PresenceFeature(
                new PresenceFeature.Parts(
                        parts.domain(),
                        parts.sessions(),
                        parts.queues(),
                        store.rosters(),
                        cache,
                        push,
                        blocklists,
                        new Doorkeeper(admission),
                        avatars.stamp(),
                        parts.clock()),
                Stream.of(offline, archive, capabilities, events, avatars)
                        .flatMap(feature -> feature.sessionHooks().stream())
                        .toList(),
                limits.directedPresences());
        avatars.follow(presence::stampAgain);

        all.add(presence); // who is there, and who may see it
        all.add(roster(parts, push)); // whom people know
        all.add(blocking(parts, blocklists)); // whom people keep away
        all.add(new AdmissionCommand(admission, presence)); // whom devices hear at all
        all.add(capabilities); // what clients can do
        all.add(new ClientStateIndication()); // whether somebody looks at the client
        all.add(carbons); // one conversation on all devices
        all.add(offline); // what waits for those who are not there
        all.add(archive); // what was said before, behind what a new session is sent, so that nothing lies between
        all.add(events); // what people publish of themselves, and what their clients share
        all.add(displayed); // what was read on another device
        all.add(new VCard(store, avatars)); // how people present themselves
        all.add(avatars); // one picture for old and new clients
        all.add(new ClientManagement(store.clients(), parts.sessions())); // who can get at an account
        all.add(new PrivateStorage(store.privateData())); // what clients keep for themselves
        all.add(new SessionEstablishment()); // what the stream features offer to old clients
        all.add(new Ping()); // whether the other end still answers
        all.add(new EntityTime(parts.clock())); // what time it is
        all.add(new SoftwareVersion()); // what this is
        all.addAll(administration); // what administrators do in band
        disco = disco(parts.settings(), nodes, events.view());
        all.add(disco); // what all of the above can do
        router = new Router(new Router.Parts(
                gate,
                parts.domain(),
                parts.sessions(),
                offline,
                displayed,
                carbons,
                blocklists,
                presence,
                presence,
                routes(),
                questions));
    }

    private static PersonalEvents events(Parts parts, RosterPush push, Audience audience) {
        PersonalEvents events = new PersonalEvents(
                new PersonalEvents.Parts(
                        parts.store().personalNodes(),
                        parts.store().nodeSubscriptions(),
                        parts.store().rosters(),
                        parts.queues(),
                        parts.clock(),
                        parts.settings().limits().accounts().events()),
                audience,
                parts.settings().limits().stanzas().bytes());
        push.follow(events.rosterWatcher());
        return events;
    }

    private BlockingCommand blocking(Parts parts, Blocklists blocklists) {
        return new BlockingCommand(
                new BlockingCommand.Parts(
                        parts.store().blockedAddresses(), parts.queues(), blocklists, parts.sessions(), parts.random()),
                presence,
                parts.desk());
    }

    private static Questions questions(Parts parts) {
        return new Questions(
                parts.domain(), parts.random(), capabilityLimits(parts).answer());
    }

    private static Audience audience(Parts parts, RosterCache cache, Blocklists blocklists, Capabilities capabilities) {
        return new Audience(parts.sessions(), cache, blocklists, capabilities, parts.random());
    }

    private static AdmissionCommand.Parts admission(Parts parts) {
        Store store = parts.store();
        return new AdmissionCommand.Parts(
                store.admissions(),
                parts.queues(),
                new Blocklists(parts.domain(), store.admissions(), parts.sessions()),
                parts.sessions(),
                parts.clock(),
                parts.random(),
                parts.settings().limits().accounts().admittedAddresses(),
                parts.admissions());
    }

    private static CapabilityLimits capabilityLimits(Parts parts) {
        return parts.settings().limits().capabilities();
    }

    private static Capabilities.Bounds bounds(CapabilityLimits limits) {
        return new Capabilities.Bounds(limits.cached(), limits.cacheBytes(), limits.answerBytes());
    }

    private RosterFeature roster(Parts parts, RosterPush push) {
        AccountLimits limits = parts.settings().limits().accounts();
        return new RosterFeature(
                parts.store().rosters(),
                parts.queues(),
                push,
                presence,
                new RosterFeature.Limits(limits.rosterGroupsPerItem(), limits.rosterNameBytes()));
    }

    private Disco disco(Settings settings, List<DiscoNode> nodes, AccountView accounts) {
        return new Disco(all, ContactAddresses.form(settings.contact()).stream().toList(), nodes, accounts);
    }

    private List<Route> routes() {
        return all.stream().flatMap(feature -> feature.routes().stream()).toList();
    }

    /** Returns what is done for a session that begins together with the authentication of its client, in order. */
    List<BindHook> bindHooks() {
        return all.stream().flatMap(feature -> feature.bindHooks().stream()).toList();
    }

    /** Returns what can be asked for together with a resource, by the names that clients know; what streams do themselves is last. */
    List<String> inline() {
        return Stream.concat(
                        bindHooks().stream().flatMap(hook -> hook.offered().stream()),
                        Stream.of(Attention.NAMESPACE, StreamManagement.NAMESPACE))
                .toList();
    }

    PresenceFeature presence() {
        return presence;
    }

    /** Returns what is announced in the features of a stream after signing in. */
    List<Element> announcements() {
        return Stream.concat(Stream.of(Attention.feature()), disco.announcements().stream())
                .toList();
    }

    /** Returns the one who asks them all. */
    Router router() {
        return router;
    }
}

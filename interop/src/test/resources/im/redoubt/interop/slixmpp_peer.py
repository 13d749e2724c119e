"""What a slixmpp client does against a server: python3 slixmpp_peer.py SCENARIO; settings come by the environment.

Ends with 0 when the scenario went as its name says, otherwise with a traceback and 1.
"""
import asyncio
import os
import ssl
import sys
import xml.etree.ElementTree as ElementTree
from datetime import datetime, timedelta, timezone
from random import Random

from slixmpp import ClientXMPP
from slixmpp.exceptions import IqError
from slixmpp.plugins.xep_0048.stanza import Bookmarks

DOMAIN = os.environ["DOMAIN"]
HOST = os.environ["HOST"]
SECONDS = 30


class Peer(ClientXMPP):
    """A client that trusts one authority only, checks the name, and remembers what happened in queues."""

    def __init__(self, name, password=None, authority=None, direct=False, plugins=()):
        super().__init__(f"{name}@{DOMAIN}", password or f"{name}-pass")
        # slixmpp's own context trusts the system's authorities as well.
        self.ssl_context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self.ca_certs = authority or os.environ["CA"]
        self.bind_no_channel()
        self.direct = direct
        self.auto_authorize = True
        self.auto_subscribe = True
        self.inbox = asyncio.Queue()
        self.outcome = asyncio.get_event_loop().create_future()
        for plugin in ("0004", "0030", "0048", "0049", "0050", "0054", "0092", "0199", "0202", "0203", *plugins):
            self.register_plugin(f"xep_{plugin}")
        self.add_event_handler("message", self.inbox.put_nowait)
        for event in ("session_start", "failed_all_auth", "ssl_invalid_chain", "connection_failed"):
            self.add_event_handler(event, lambda _, event=event: self.end(event))

    def bind_no_channel(self):
        # slixmpp binds with tls-unique only, which TLS 1.3 does not have, and then claims that the server binds nothing.
        sasl = self["feature_mechanisms"]
        ask = sasl.sasl_callback
        sasl.use_mechs = {"SCRAM-SHA-512", "SCRAM-SHA-256", "SCRAM-SHA-1"}
        sasl.sasl_callback = lambda required, optional: {**ask(required, optional), "channel_binding": b""}

    def end(self, event):
        if not self.outcome.done():
            self.outcome.set_result(event)

    async def start(self):
        """Connects; returns the name of the event that decided: session_start when signed in."""
        port = os.environ["TLS_PORT" if self.direct else "PORT"]
        self.connect((HOST, int(port)), use_ssl=self.direct, force_starttls=not self.direct)
        return await asyncio.wait_for(self.outcome, SECONDS)

    async def __aenter__(self):
        event = await self.start()
        assert event == "session_start", event
        await self.get_roster()
        self.send_presence()
        return self

    async def __aexit__(self, *_):
        await self.disconnect(wait=2)

    async def received(self):
        return await asyncio.wait_for(self.inbox.get(), SECONDS)

    def state(self, name):
        """The subscription to somebody: none, to, from, both; or absent."""
        address = f"{name}@{DOMAIN}"
        return self.client_roster[address]["subscription"] if self.client_roster.has_jid(address) else "absent"


async def until(condition):
    async def poll():
        while not condition():
            await asyncio.sleep(0.02)

    await asyncio.wait_for(poll(), SECONDS)


async def signs_in():
    async with Peer("anna") as anna:
        assert anna.boundjid.bare == f"anna@{DOMAIN}", anna.boundjid
        assert "starttls" in anna.features, anna.features
        assert anna["feature_mechanisms"].mech.name.startswith("SCRAM-"), anna["feature_mechanisms"].mech.name
        assert await anna["xep_0199"].ping(DOMAIN, timeout=SECONDS) is not None


async def signs_in_by_direct_tls():
    async with Peer("anna", direct=True) as anna:
        assert "starttls" not in anna.features, anna.features
        assert anna.boundjid.bare == f"anna@{DOMAIN}", anna.boundjid


async def is_refused_with_a_wrong_password():
    event = await Peer("anna", password="wrong").start()
    assert event == "failed_all_auth", event


async def does_not_trust_a_foreign_authority():
    event = await Peer("anna", authority=os.environ["FOREIGN_CA"]).start()
    assert event in ("ssl_invalid_chain", "connection_failed"), event


async def does_not_trust_a_foreign_authority_by_direct_tls():
    event = await Peer("anna", authority=os.environ["FOREIGN_CA"], direct=True).start()
    assert event in ("ssl_invalid_chain", "connection_failed"), event


async def manages_its_roster():
    async with Peer("anna") as anna:
        zoe = f"zoe@{DOMAIN}"
        await anna.update_roster(zoe, name="Zoe", groups=["Friends"])
        await until(lambda: anna.state("zoe") == "none")
        assert anna.client_roster[zoe]["name"] == "Zoe"
        assert anna.client_roster[zoe]["groups"] == ["Friends"]
        await anna.del_roster_item(zoe)
        fresh = await anna.get_roster()
        assert zoe not in fresh["roster"]["items"], fresh


async def subscribes_both_ways():
    async with Peer("clara") as clara:
        async with Peer("dora") as dora:
            clara.send_presence_subscription(pto=f"dora@{DOMAIN}")
            await until(lambda: clara.state("dora") == "both" and dora.state("clara") == "both")
            await until(lambda: clara.client_roster[f"dora@{DOMAIN}"].resources)
        await until(lambda: not clara.client_roster[f"dora@{DOMAIN}"].resources)


async def chats_both_ways():
    async with Peer("anna") as anna, Peer("berta") as berta:
        anna.send_message(mto=berta.boundjid.bare, mbody="Grüße <&> 😀", mtype="chat")
        message = await berta.received()
        assert message["body"] == "Grüße <&> 😀", message
        assert message["from"] == anna.boundjid, message
        message.reply("back").send()
        assert (await anna.received())["body"] == "back"


# What parsers have quarrelled about.
PIECES = (
    "a", "é", "你", "😀", " ", "\n", "\t", "\r", "\r\n", "&lt;", "&gt;", "&amp;", "&quot;", "&apos;", "&#10;", "&#13;",
    "&#x9;", "&#x1F600;", ">", "'", '"', "]] ", "}", "|", "\u0085", "\u2028", "<![CDATA[</message><message>]]>",
    "<![CDATA[]]]]>", "<b xmlns='urn:b'/>", "<b/>", "<x:b xmlns:x='urn:x' x:a='1' a='2'/>", "<b xmlns=''/>",
    "<b a='&lt;&#10;&#9;\n\t'/>", "<b a=\"it's &apos;&gt;\" b='&quot;>'/>", "<b xml:lang='de'>x</b>", "<message/>",
    "&lt;/message&gt;&lt;message from='eve@interop.test'&gt;", "<x:b xmlns:x='jabber:client'/>",
    "<b xmlns='jabber:server'><c xmlns='jabber:client'/></b>", "<x:b xmlns:x='a' xmlns:y='b' y:c='&quot;'><y:d/></x:b>",
)


def parts(element):
    """What a program can see of an element."""
    return element.tag, dict(element.attrib), element.text or "", [(parts(one), one.tail or "") for one in element]


async def reads_the_messages_that_were_sent_and_no_other():
    random = Random(7)
    stream = "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>"
    async with Peer("anna") as anna, Peer("berta") as berta:
        for number in range(150):
            content = "".join(random.choices(PIECES, k=random.randint(1, 8)))
            sent = f"<message to='berta@{DOMAIN}' type='chat'><body>{number}</body><x xmlns='urn:x'>{content}</x></message>"
            anna.send_raw(sent)
            message = await berta.received()
            assert message["body"] == str(number), (sent, message)
            assert message["from"] == anna.boundjid, (sent, message)
            expected = ElementTree.fromstring(f"{stream}{sent}</stream:stream>").find("*/{urn:x}x")
            assert parts(message.xml.find("{urn:x}x")) == parts(expected), (sent, message)
        assert berta.inbox.empty(), berta.inbox


async def receives_offline_messages():
    async with Peer("emma") as emma:
        for text in ("first", "second"):
            emma.send_message(mto=f"frida@{DOMAIN}", mbody=text, mtype="chat")
        # An answer shows that the server has read what was sent before.
        await emma.get_roster()
    async with Peer("frida") as frida:
        for text in ("first", "second"):
            message = await frida.received()
            assert message["body"] == text, message
            assert message["delay"]["stamp"] is not None, message


async def is_told_that_nobody_is_there():
    async with Peer("anna") as anna:
        try:
            await anna["xep_0030"].get_info(jid=f"nobody@{DOMAIN}", timeout=SECONDS)
            raise AssertionError("an answer from nobody")
        except IqError as error:
            assert error.condition == "service-unavailable", error


async def asks_the_server_what_it_is():
    async with Peer("anna") as anna:
        found = (await anna["xep_0030"].get_info(jid=DOMAIN, timeout=SECONDS))["disco_info"]
        assert any(identity[:2] == ("server", "im") for identity in found["identities"]), found
        assert {"urn:xmpp:ping", "jabber:iq:version", "urn:xmpp:time"} <= set(found["features"]), found
        version = await anna["xep_0092"].get_version(DOMAIN, timeout=SECONDS)
        assert version["software_version"]["name"], version
        clock = await anna["xep_0202"].get_entity_time(DOMAIN, timeout=SECONDS)
        # slixmpp's own reading of it adds a second Z.
        utc = datetime.fromisoformat(clock["entity_time"]._get_sub_text("utc").replace("Z", "+00:00"))
        assert abs(utc - datetime.now(timezone.utc)) < timedelta(hours=1), clock


async def keeps_private_data():
    async with Peer("anna") as anna:
        bookmarks = Bookmarks()
        bookmarks.add_conference(f"room@rooms.{DOMAIN}", nick="Änne", name="<The room>")
        await anna["xep_0049"].store(bookmarks, timeout=SECONDS)
    async with Peer("anna") as anna:
        kept = (await anna["xep_0049"].retrieve("bookmarks", timeout=SECONDS))["private"]["bookmarks"]["conferences"]
        assert [(one["nick"], one["name"]) for one in kept] == [("Änne", "<The room>")], kept


async def shows_its_vcard_to_subscribers():
    async with Peer("emma") as emma, Peer("frida") as frida:
        card = emma["xep_0054"].make_vcard()
        card["FN"] = "Ämma <&> Emma"
        await emma["xep_0054"].publish_vcard(card, timeout=SECONDS)
        frida.send_presence_subscription(pto=emma.boundjid.bare)
        await until(lambda: frida.state("emma") in ("to", "both"))
        seen = await frida["xep_0054"].get_vcard(emma.boundjid.bare, cached=False, timeout=SECONDS)
        assert seen["vcard_temp"]["FN"] == "Ämma <&> Emma", seen


async def sees_its_conversations_on_both_devices():
    async with Peer("anna", plugins=("0280",)) as phone, Peer("anna", plugins=("0280",)) as desk, Peer("berta") as berta:
        copies = {"carbon_received": asyncio.Queue(), "carbon_sent": asyncio.Queue()}
        for event, queue in copies.items():
            desk.add_event_handler(event, queue.put_nowait)
        await desk["xep_0280"].enable(timeout=SECONDS)
        berta.send_message(mto=phone.boundjid.full, mbody="to the phone", mtype="chat")
        assert (await phone.received())["body"] == "to the phone"
        copy = (await asyncio.wait_for(copies["carbon_received"].get(), SECONDS))["carbon_received"]
        assert copy["body"] == "to the phone" and copy["from"] == berta.boundjid, copy
        phone.send_message(mto=berta.boundjid.bare, mbody="from the phone", mtype="chat")
        assert (await berta.received())["body"] == "from the phone"
        copy = (await asyncio.wait_for(copies["carbon_sent"].get(), SECONDS))["carbon_sent"]
        assert copy["body"] == "from the phone" and copy["to"].bare == berta.boundjid.bare, copy
        await desk["xep_0280"].disable(timeout=SECONDS)
        phone.send_message(mto=berta.boundjid.bare, mbody="alone", mtype="chat")
        assert (await berta.received())["body"] == "alone"
        await desk["xep_0199"].ping(DOMAIN, timeout=SECONDS)
        assert copies["carbon_sent"].empty()


async def keeps_somebody_away():
    async with Peer("emma", plugins=("0191",)) as emma, Peer("dora") as dora:
        await emma["xep_0191"].block(dora.boundjid.bare, timeout=SECONDS)
        answer = await emma["xep_0191"].get_blocked(timeout=SECONDS)
        assert answer["blocklist"]["items"] == {dora.boundjid.bare}, answer
        dora.send_message(mto=emma.boundjid.bare, mbody="blocked", mtype="chat")
        dora.send_message(mto=emma.boundjid.full, mbody="blocked", mtype="chat")
        await dora["xep_0199"].ping(DOMAIN, timeout=SECONDS)
        await emma["xep_0199"].ping(DOMAIN, timeout=SECONDS)
        assert emma.inbox.empty()
        try:
            await dora["xep_0199"].send_ping(emma.boundjid.full, timeout=SECONDS)
            raise AssertionError("a ping of somebody who is blocked was answered")
        except IqError as refused:
            assert refused.condition == "service-unavailable", refused
        await emma["xep_0191"].unblock(dora.boundjid.bare, timeout=SECONDS)
        dora.send_message(mto=emma.boundjid.bare, mbody="not any more", mtype="chat")
        assert (await emma.received())["body"] == "not any more"


async def has_its_stanzas_acknowledged():
    async with Peer("clara", plugins=("0198",)) as clara, Peer("dora") as dora:
        manager = clara["xep_0198"]
        await until(lambda: manager.enabled_in and manager.enabled_out)
        for number in range(20):
            clara.send_message(mto=dora.boundjid.bare, mbody=str(number), mtype="chat")
        for number in range(20):
            assert (await dora.received())["body"] == str(number)
        manager.request_ack()
        await until(lambda: not manager.unacked_queue)
        for number in range(20):
            dora.send_message(mto=clara.boundjid.bare, mbody=str(number), mtype="chat")
        for number in range(20):
            assert (await clara.received())["body"] == str(number)
        # What was not acknowledged when a stream is closed comes again, to whoever of her signs in next.
        manager.send_ack()
        await clara["xep_0199"].ping(DOMAIN, timeout=SECONDS)


async def goes_on_over_a_restart():
    async with Peer("clara", plugins=("0198",)) as clara, Peer("dora", plugins=("0198",)) as dora:
        both = (clara, dora)
        managers = [one["xep_0198"] for one in both]
        await until(lambda: all(manager.enabled_in and manager.enabled_out for manager in managers))
        addresses = [one.boundjid.full for one in both]
        for number in range(10):
            dora.send_message(mto=clara.boundjid.full, mbody=str(number), mtype="chat")
            clara.send_message(mto=dora.boundjid.bare, mbody=str(number), mtype="chat")
        # slixmpp 1.8.3 forgets all that is not acknowledged when it said something while it was away.
        for manager in managers:
            manager.request_ack()
        await until(lambda: not any(manager.unacked_queue for manager in managers))
        resumed = [asyncio.get_event_loop().create_future() for _ in both]
        begun = [asyncio.get_event_loop().create_future() for _ in both]
        for one, went_on, began in zip(both, resumed, begun):
            one.add_event_handler("session_resumed", lambda _, future=went_on: future.done() or future.set_result(None))
            one.add_event_handler("session_start", lambda _, future=began: future.done() or future.set_result(None))
        with open(os.environ["RESTART"] + ".wanted", "w"):
            pass
        await until(lambda: not any(manager.enabled_in for manager in managers))
        # Said while nobody listens: kept by the client until it is there again.
        dora.send_message(mto=clara.boundjid.bare, mbody="10", mtype="chat")
        await until(lambda: os.path.exists(os.environ["RESTART"] + ".done"))
        for one in both:
            one.connect((HOST, int(os.environ["PORT"])), use_ssl=False, force_starttls=True)
        await asyncio.wait_for(asyncio.gather(*resumed), SECONDS)
        assert not any(future.done() for future in begun)
        assert [one.boundjid.full for one in both] == addresses
        clara.send_message(mto=dora.boundjid.bare, mbody="10", mtype="chat")
        for number in range(11):
            for one in both:
                came = await one.received()
                assert came["body"] == str(number), (one.boundjid, came)
        for manager in managers:
            manager.send_ack()
        for one in both:
            await one["xep_0199"].ping(DOMAIN, timeout=SECONDS)
            assert one.inbox.empty(), one.inbox


async def goes_on_over_another_connection():
    async with Peer("clara", plugins=("0198",)) as clara, Peer("dora") as dora:
        manager = clara["xep_0198"]
        await until(lambda: manager.enabled_in and manager.enabled_out)
        # What an earlier session of hers had read and not acknowledged comes again.
        await clara["xep_0199"].ping(DOMAIN, timeout=SECONDS)
        while not clara.inbox.empty():
            clara.inbox.get_nowait()
        address = clara.boundjid.full
        resumed = asyncio.get_event_loop().create_future()
        clara.add_event_handler("session_resumed", resumed.set_result)
        clara.abort()
        await until(lambda: not manager.enabled_in)
        for number in range(5):
            dora.send_message(mto=clara.boundjid.bare, mbody=str(number), mtype="chat")
        await dora["xep_0199"].ping(DOMAIN, timeout=SECONDS)
        clara.connect((HOST, int(os.environ["PORT"])), use_ssl=False, force_starttls=True)
        await asyncio.wait_for(resumed, SECONDS)
        for number in range(5):
            came = await clara.received()
            assert came["body"] == str(number), came
        assert clara.boundjid.full == address, clara.boundjid
        clara.send_message(mto=dora.boundjid.bare, mbody="back", mtype="chat")
        back = await dora.received()
        assert back["body"] == "back" and back["from"] == address, back


async def verifies_what_the_server_announces():
    async with Peer("anna", plugins=("0115",)) as anna:
        # It takes the hash from the stream features, asks for what it stands for, and keeps that if the hash is right.
        announced = []

        async def known():
            while not announced:
                await asyncio.sleep(0.02)
                verified = await anna["xep_0115"].get_caps(jid=DOMAIN)
                announced.extend([verified] if verified is not None else [])

        await asyncio.wait_for(known(), SECONDS)
        assert "http://jabber.org/protocol/disco#info" in announced[0]["features"], announced


async def asked(peer, name):
    """Says what it supports; returns the nodes that the server asks it about until it answers something later."""
    nodes = []
    peer.add_filter("in", lambda stanza: (note(nodes, stanza), stanza)[1])
    peer["xep_0030"].add_feature(name)
    await peer["xep_0115"].update_caps()
    for _ in range(3):
        await peer["xep_0199"].ping(DOMAIN, timeout=SECONDS)
    return nodes


def note(nodes, stanza):
    query = stanza.xml.find("{http://jabber.org/protocol/disco#info}query")
    if stanza.name == "iq" and stanza["type"] == "get" and query is not None and stanza["from"] == DOMAIN:
        nodes.append(query.get("node"))


async def is_asked_what_it_supports_once_for_all_like_it():
    async with Peer("anna", plugins=("0115",)) as anna, Peer("berta", plugins=("0115",)) as berta:
        verified = await asked(anna, "urn:example:thing+notify")
        caps = anna["xep_0115"]
        assert f"{caps.caps_node}#{await caps.get_verstring()}" in verified, verified
        assert await berta["xep_0115"].get_verstring() != await caps.get_verstring()
        assert not await asked(berta, "urn:example:thing+notify")
        assert await berta["xep_0115"].get_verstring() == await caps.get_verstring()


async def hears_news_when_somebody_looks_again():
    async with Peer("clara", plugins=("0085", "0352")) as clara, Peer("dora", plugins=("0085",)) as dora:
        await clara["xep_0199"].ping(DOMAIN, timeout=SECONDS)
        while not clara.inbox.empty():
            clara.inbox.get_nowait()
        clara.add_event_handler("chatstate", clara.inbox.put_nowait)
        clara["xep_0352"].send_inactive()
        await clara["xep_0199"].ping(DOMAIN, timeout=SECONDS)
        for state in ("composing", "paused"):
            message = dora.make_message(mto=clara.boundjid.full, mtype="chat")
            message["chat_state"] = state
            message.send()
        await dora["xep_0199"].ping(DOMAIN, timeout=SECONDS)
        assert clara.inbox.empty()
        clara["xep_0352"].send_active()
        # Only the newest; both if they were still on their way to her connection, which nothing but her traffic would tell.
        states = [(await clara.received())["chat_state"]]
        while states[-1] != "paused":
            states.append((await clara.received())["chat_state"])
        assert states in (["paused"], ["composing", "paused"]), states
        clara["xep_0352"].send_inactive()
        await clara["xep_0199"].ping(DOMAIN, timeout=SECONDS)
        message = dora.make_message(mto=clara.boundjid.full, mtype="chat")
        message["chat_state"] = "gone"
        message.send()
        dora.send_message(mto=clara.boundjid.full, mbody="hello", mtype="chat")
        assert (await clara.received())["chat_state"] == "gone"
        assert (await clara.received())["body"] == "hello"


async def befriended(one, other):
    one.send_presence_subscription(pto=other.boundjid.bare)
    names = one.boundjid.user, other.boundjid.user
    await until(lambda: one.state(names[1]) == "both" and other.state(names[0]) == "both")


async def follows_nicknames_and_avatars_of_contacts():
    plugins = ("0060", "0084", "0115", "0163", "0172")
    async with Peer("hanna", plugins=plugins) as hanna, Peer("ida", plugins=plugins) as ida:
        await befriended(hanna, ida)
        nicknames, avatars = asyncio.Queue(), asyncio.Queue()
        ida.add_event_handler("user_nick_publish", nicknames.put_nowait)
        ida.add_event_handler("avatar_metadata_publish", avatars.put_nowait)
        await hanna["xep_0172"].publish_nick("Ishmael", timeout=SECONDS)
        event = await asyncio.wait_for(nicknames.get(), SECONDS)
        assert event["from"] == hanna.boundjid.bare, event
        assert event["pubsub_event"]["items"]["item"]["nick"]["nick"] == "Ishmael", event
        items = await ida["xep_0060"].get_items(hanna.boundjid.bare, "http://jabber.org/protocol/nick", timeout=SECONDS)
        assert [item["payload"].text for item in items["pubsub"]["items"]] == ["Ishmael"], items

        picture = bytes.fromhex("89504e470d0a1a0a") + bytes(100)
        name = hanna["xep_0084"].generate_id(picture)
        await hanna["xep_0084"].publish_avatar(picture, timeout=SECONDS)
        about = {"id": name, "type": "image/png", "bytes": len(picture)}
        await hanna["xep_0084"].publish_avatar_metadata(about, timeout=SECONDS)
        event = await asyncio.wait_for(avatars.get(), SECONDS)
        assert event["pubsub_event"]["items"]["item"]["id"] == name, event
        data = await ida["xep_0084"].retrieve_avatar(hanna.boundjid.bare, name, timeout=SECONDS)
        assert data["pubsub"]["items"]["item"]["avatar_data"]["value"] == picture, data
        # Who comes on line later is told what is newest.
        async with Peer("ida", plugins=plugins) as later:
            later.add_event_handler("user_nick_publish", nicknames.put_nowait)
            later.send_presence()
            assert (await asyncio.wait_for(nicknames.get(), SECONDS))["from"] == hanna.boundjid.bare


def options(peer, **fields):
    form = peer["xep_0004"].make_form(ftype="submit")
    form.add_field("FORM_TYPE", ftype="hidden", value="http://jabber.org/protocol/pubsub#publish-options")
    for name, value in fields.items():
        form.add_field(f"pubsub#{name}", value=value)
    return form


async def keeps_bookmarks_on_all_devices_and_from_others():
    node = "urn:xmpp:bookmarks:1"
    async with Peer("hanna", plugins=("0060",)) as hanna, Peer("ida", plugins=("0060",)) as ida:
        await befriended(hanna, ida)
        room = ElementTree.fromstring(f"<conference xmlns='{node}' name='Room' autojoin='true'><nick>Me</nick></conference>")
        wishes = options(hanna, persist_items="true", max_items="max", send_last_published_item="never", access_model="whitelist")
        await hanna["xep_0060"].publish(
            hanna.boundjid.bare, node, id="room@rooms.example.org", payload=room, options=wishes, timeout=SECONDS)
        async with Peer("hanna", plugins=("0060",)) as desk:
            kept = (await desk["xep_0060"].get_items(desk.boundjid.bare, node, timeout=SECONDS))["pubsub"]["items"]
            assert [(item["id"], item["payload"].get("name")) for item in kept] == [("room@rooms.example.org", "Room")], kept
            await desk["xep_0060"].retract(desk.boundjid.bare, node, "room@rooms.example.org", notify=True, timeout=SECONDS)
        try:
            await ida["xep_0060"].get_items(hanna.boundjid.bare, node, timeout=SECONDS)
            raise AssertionError("bookmarks of somebody else")
        except IqError as error:
            assert error.condition in ("item-not-found", "forbidden", "not-allowed"), error


async def subscribes_to_a_node_of_a_stranger_and_to_no_other():
    async with Peer("anna", plugins=("0060",)) as anna, Peer("greta", plugins=("0060",)) as greta:
        owner = anna.boundjid.bare
        entry = ElementTree.fromstring("<entry xmlns='http://www.w3.org/2005/Atom'><title>One</title></entry>")
        for node, access in (("stories", "open"), ("diary", "presence")):
            wishes = options(anna, access_model=access)
            await anna["xep_0060"].publish(owner, node, id="1", payload=entry, options=wishes, timeout=SECONDS)
        events = asyncio.Queue()
        greta.add_event_handler("pubsub_publish", events.put_nowait)
        made = (await greta["xep_0060"].subscribe(owner, "stories", timeout=SECONDS))["pubsub"]["subscription"]
        assert (made["node"], made["jid"], made["subscription"]) == ("stories", greta.boundjid.bare, "subscribed"), made
        while not events.empty():
            events.get_nowait()
        await anna["xep_0060"].publish(owner, "stories", id="2", payload=entry, timeout=SECONDS)
        while True:
            item = (await asyncio.wait_for(events.get(), SECONDS))["pubsub_event"]["items"]["item"]
            if item["id"] == "2":
                break
        listed = (await greta["xep_0060"].get_subscriptions(owner, timeout=SECONDS))["pubsub"]["subscriptions"]
        assert [one["node"] for one in listed] == ["stories"], listed
        await greta["xep_0060"].unsubscribe(owner, "stories", timeout=SECONDS)
        await anna["xep_0060"].publish(owner, "stories", id="3", payload=entry, timeout=SECONDS)
        await greta["xep_0199"].ping(DOMAIN, timeout=SECONDS)
        assert events.empty()
        for attempt in (greta["xep_0060"].subscribe, greta["xep_0060"].get_items):
            try:
                await attempt(owner, "diary", timeout=SECONDS)
                raise AssertionError("a diary of a stranger")
            except IqError as error:
                assert error.condition in ("service-unavailable", "not-authorized", "forbidden"), error


async def reads_its_archive():
    async with Peer("greta", plugins=("0313", "0059")) as greta, Peer("dora") as dora, Peer("emma") as emma:
        begun = datetime.now(timezone.utc) - timedelta(seconds=5)
        for number in range(25):
            dora.send_message(mto=greta.boundjid.bare, mbody=str(number), mtype="chat")
            assert (await greta.received())["body"] == str(number)
        greta.send_message(mto=dora.boundjid.full, mbody="answer", mtype="chat")
        assert (await dora.received())["body"] == "answer"
        emma.send_message(mto=greta.boundjid.bare, mbody="of emma", mtype="chat")
        assert (await greta.received())["body"] == "of emma"

        async def bodies(**asked):
            found = greta["xep_0313"].iterate(start=begun, **asked)
            return [one["mam_result"]["forwarded"]["stanza"]["body"] async for one in found]

        conversation = [str(number) for number in range(25)] + ["answer"]
        assert await bodies(rsm={"max": 10}) == conversation + ["of emma"]
        assert await bodies(rsm={"max": 7}, with_jid=dora.boundjid.bare) == conversation
        assert await bodies(rsm={"max": 5}, with_jid=dora.boundjid.bare, reverse=True, total=5) == conversation[-5:][::-1]
        answer = await greta["xep_0313"].retrieve(start=begun, rsm={"max": 1}, timeout=SECONDS)
        assert len(answer["mam"]["results"]) == 1 and not answer["mam_fin"]["complete"], answer


async def administer(admin, command, **values):
    """Runs a command of XEP-0133: begins it, fills in what is asked, submits it; returns what it completed with."""
    node = f"http://jabber.org/protocol/admin#{command}"
    send = admin["xep_0050"].send_command
    begun = (await send(DOMAIN, node, timeout=SECONDS))["command"]
    assert begun["status"] == "executing", begun
    form = begun["form"]
    fields = form.get_fields()
    assert "http://jabber.org/protocol/admin" in fields["FORM_TYPE"]["value"], form
    assert set(values) <= set(fields), form
    form.reply()
    filled = admin["xep_0004"].make_form(ftype="submit")
    filled.add_field(var="FORM_TYPE", ftype="hidden", value="http://jabber.org/protocol/admin")
    for name, value in values.items():
        filled.add_field(var=name, value=value)
    done = (await send(DOMAIN, node, sessionid=begun["sessionid"], payload=filled, timeout=SECONDS))["command"]
    assert done["status"] == "completed", done
    return done["form"]


async def administers_the_service():
    async with Peer("admin") as admin:
        nodes = await admin["xep_0050"].get_commands(DOMAIN, timeout=SECONDS)
        assert any(item[1].endswith("#add-user") for item in nodes["disco_items"]["items"]), nodes
        new = f"gerda@{DOMAIN}"
        password = {"password": "gerda-pass", "password-verify": "gerda-pass"}
        await administer(admin, "add-user", accountjid=new, **password)
        async with Peer("gerda") as gerda:
            # Taken before, since slixmpp has a new one for the next connection.
            gone = gerda.disconnected
            await administer(admin, "end-user-session", accountjids=[new])
            await asyncio.wait_for(gone, SECONDS)
        await administer(admin, "change-user-password", accountjid=new, password="another-pass")
        async with Peer("gerda", password="another-pass") as gerda:
            assert gerda.boundjid.bare == new, gerda.boundjid
        await administer(admin, "delete-user", accountjids=[new])
        assert await Peer("gerda", password="another-pass").start() == "failed_all_auth"


async def may_not_administer_the_service():
    async with Peer("anna") as anna:
        try:
            await anna["xep_0050"].send_command(DOMAIN, "http://jabber.org/protocol/admin#add-user", timeout=SECONDS)
            raise AssertionError("a command for somebody who is no administrator")
        except IqError as error:
            assert error.condition == "forbidden", error


asyncio.get_event_loop().run_until_complete(globals()[sys.argv[1]]())

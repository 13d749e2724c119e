// What an xmpp.js client does against a server: node xmppjs_peer.mjs SCENARIO.
import { DOMAIN, HTTPS_PORT, PORT, TLS_PORT, FOREIGN_CA, settings, check, within, run } from './network.mjs';
import { randomUUID } from 'node:crypto';
import { client, xml } from '@xmpp/client';
import Socket from 'ws';

// Node 20 has none of its own.
globalThis.WebSocket = Socket;

const AGENT = 'd4565fa7-4d72-4749-b3d3-740edbf87770';
const BY_WEBSOCKET = `wss://${DOMAIN}:${HTTPS_PORT}/xmpp-websocket`;
const BY_DIRECT_TLS = `xmpps://${DOMAIN}:${TLS_PORT}`;
const BY_STARTTLS = `xmpp://${DOMAIN}:${PORT}`;

class Peer {
  constructor(name, { service = BY_WEBSOCKET, password = name + '-pass', userAgent } = {}) {
    this.client = client({ service, domain: DOMAIN, username: name, password, userAgent });
    this.inbox = [];
    this.waiting = [];
    this.asked = new Map();
    this.client.on('error', () => {});
    this.client.on('stanza', stanza => {
      this.asked.get(stanza.attrs.id)?.(stanza);
      if (stanza.is('message')) {
        this.inbox.push(stanza);
        this.waiting.splice(0).forEach(one => one());
      }
    });
  }

  async start() {
    this.jid = String(await within(this.client.start(), 'signing in'));
    await this.client.send(xml('presence'));
    await this.ping();
    return this;
  }

  // Why it could not sign in.
  async refusal() {
    this.client.reconnect.stop();
    return within(this.client.start().then(() => 'signed in', fault => fault), 'a refusal');
  }

  // Not by the client's iqCaller: what that takes is not counted for XEP-0198, so the last messages would come again.
  async ask(type, payload, to) {
    const id = randomUUID();
    const answer = new Promise(done => this.asked.set(id, done));
    await this.client.send(xml('iq', { type, id, ...(to && { to }) }, payload));
    const seen = await within(answer, payload.name);
    check(seen.attrs.type === 'result', seen);
    return seen;
  }

  ping() {
    return this.ask('get', xml('ping', { xmlns: 'urn:xmpp:ping' }), DOMAIN);
  }

  say(name, text) {
    return this.client.send(xml('message', { to: `${name}@${DOMAIN}`, type: 'chat' }, xml('body', {}, text)));
  }

  // The next message that is what it should be; others are passed over.
  async message(right) {
    for (;;) {
      while (this.inbox.length === 0) {
        await within(new Promise(done => this.waiting.push(done)), 'a message');
      }
      const next = this.inbox.shift();
      if (right(next)) {
        return next;
      }
    }
  }

  async received() {
    return (await this.message(one => one.getChild('body'))).getChildText('body');
  }

  // The connection goes without a word, as on a phone that leaves the network.
  cut() {
    const socket = this.client.socket.socket;
    (socket.terminate ?? socket.destroy).call(socket);
  }

  resumed() {
    return within(new Promise(done => this.client.streamManagement.once('resumed', done)), 'resumption');
  }

  leave() {
    return within(this.client.stop(), 'the end');
  }
}

async function chats(service) {
  const anna = await new Peer('anna', { service }).start();
  const berta = await new Peer('berta', { service }).start();
  const text = 'h\u00fc <b>&amp;</b> \u4f60 \ud83d\ude00 "\'';
  for (let i = 0; i < 50; i++) {
    await anna.say('berta', `${i} ${text}`);
  }
  for (let i = 0; i < 50; i++) {
    const seen = await berta.received();
    check(seen === `${i} ${text}`, `${seen} instead of message ${i}`);
  }
  await berta.say('anna', 'x'.repeat(200000));
  check((await anna.received()).length === 200000);
  await anna.leave();
  await berta.leave();
}

async function goesOn(service) {
  const anna = await new Peer('anna', { service }).start();
  const berta = await new Peer('berta', { service }).start();
  await berta.say('anna', 'before');
  check(await anna.received() === 'before');
  const address = String(anna.client.jid);
  const back = anna.resumed();
  anna.cut();
  for (let i = 0; i < 20; i++) {
    await berta.say('anna', `meanwhile ${i}`);
  }
  await berta.ping();
  await back;
  check(String(anna.client.jid) === address, anna.client.jid);
  for (let i = 0; i < 20; i++) {
    const seen = await anna.received();
    check(seen === `meanwhile ${i}`, `${seen} instead of message ${i}`);
  }
  await anna.say('berta', 'still here');
  check(await berta.received() === 'still here');
  check(anna.inbox.length === 0, anna.inbox);
  await anna.leave();
  await berta.leave();
}

const scenarios = {
  async chats_over_websocket() {
    await chats(BY_WEBSOCKET);
  },

  async chats_by_direct_tls() {
    await chats(BY_DIRECT_TLS);
  },

  async chats_with_STARTTLS() {
    await chats(BY_STARTTLS);
  },

  async is_refused_with_a_wrong_password() {
    const fault = await new Peer('anna', { password: 'wrong' }).refusal();
    check(fault.condition === 'not-authorized', fault);
  },

  async does_not_trust_a_foreign_authority() {
    settings.authority = FOREIGN_CA;
    for (const service of [BY_WEBSOCKET, BY_DIRECT_TLS]) {
      const fault = await new Peer('anna', { service }).refusal();
      check(/certificate/.test(fault.message + fault.code), fault);
    }
  },

  async goes_on_over_another_websocket() {
    await goesOn(BY_WEBSOCKET);
  },

  async goes_on_over_another_TLS_connection() {
    await goesOn(BY_DIRECT_TLS);
  },

  async comes_back_by_a_token() {
    const userAgent = () => xml('user-agent', { id: AGENT });
    const first = new Peer('frida', { userAgent: userAgent() });
    let token;
    first.client.fast.saveToken = async given => { token = given; };
    await first.start();
    await first.leave();
    check(token && token.mechanism === 'HT-SHA-256-NONE', JSON.stringify(token));
    // No password any more.
    const again = new Peer('frida', { password: 'forgotten', userAgent: userAgent() });
    again.client.fast.fetchToken = async () => token;
    await again.start();
    await again.leave();
    // Another device gets nowhere with it.
    const thief = new Peer('frida', { password: 'forgotten' });
    thief.client.fast.fetchToken = async () => token;
    const fault = await thief.refusal();
    check(fault.condition === 'not-authorized', fault);
  },

  async reads_its_archive() {
    const clara = await new Peer('clara').start();
    for (let i = 0; i < 30; i++) {
      await clara.say('dora', `${i}`);
    }
    await clara.ping();
    const seen = [];
    let before = '';
    for (let complete = false; !complete;) {
      const asked = clara.ask('set', xml('query', { xmlns: 'urn:xmpp:mam:2', queryid: `q${seen.length}` },
        xml('x', { xmlns: 'jabber:x:data', type: 'submit' },
          xml('field', { var: 'FORM_TYPE', type: 'hidden' }, xml('value', {}, 'urn:xmpp:mam:2')),
          xml('field', { var: 'with' }, xml('value', {}, `dora@${DOMAIN}`))),
        xml('set', { xmlns: 'http://jabber.org/protocol/rsm' }, xml('max', {}, '7'), xml('before', {}, before))));
      const fin = (await asked).getChild('fin', 'urn:xmpp:mam:2');
      const page = clara.inbox.splice(0).map(one => one.getChild('result', 'urn:xmpp:mam:2')
        .getChild('forwarded', 'urn:xmpp:forward:0').getChild('message').getChildText('body'));
      seen.unshift(...page);
      complete = fin.attrs.complete === 'true';
      before = fin.getChild('set', 'http://jabber.org/protocol/rsm').getChildText('first');
    }
    check(seen.join() === Array.from({ length: 30 }, (_, i) => i).join(), seen);
    await clara.leave();
  },

  async sees_its_conversations_on_both_devices() {
    const desk = await new Peer('emma').start();
    const phone = await new Peer('emma', { service: BY_DIRECT_TLS }).start();
    const frida = await new Peer('frida').start();
    for (const device of [desk, phone]) {
      await device.ask('set', xml('enable', { xmlns: 'urn:xmpp:carbons:2' }));
    }
    const carbon = kind => one => one.getChild(kind, 'urn:xmpp:carbons:2');
    const body = one => one.getChild('forwarded', 'urn:xmpp:forward:0').getChild('message').getChildText('body');
    await desk.say('frida', 'from the desk');
    check(await frida.received() === 'from the desk');
    check(body(carbon('sent')(await phone.message(carbon('sent')))) === 'from the desk');
    await frida.client.send(xml('message', { to: desk.jid, type: 'chat' }, xml('body', {}, 'to the desk')));
    check(await desk.received() === 'to the desk');
    check(body(carbon('received')(await phone.message(carbon('received')))) === 'to the desk');
    await Promise.all([desk.leave(), phone.leave(), frida.leave()]);
  },

  async keeps_somebody_away() {
    const gerda = await new Peer('gerda').start();
    const berta = await new Peer('berta').start();
    const list = action => xml(action, { xmlns: 'urn:xmpp:blocking' }, xml('item', { jid: `berta@${DOMAIN}` }));
    await gerda.ask('set', list('block'));
    await berta.say('gerda', 'while blocked');
    await berta.ping();
    await gerda.ask('set', list('unblock'));
    await berta.say('gerda', 'when free');
    const seen = await gerda.received();
    check(seen === 'when free', seen);
    await gerda.leave();
    await berta.leave();
  },
};

run(scenarios);
